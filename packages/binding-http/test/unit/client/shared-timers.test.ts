import { describe, expect, it } from "vitest";
import { SharedTimers } from "../../../src/client/shared-timers.js";
import { ManualClock } from "../../support/manual-clock.js";

describe("SharedTimers", () => {
  it("make one timer of many with the same delay, and call each when it is due", () => {
    const clock = new ManualClock();
    const timers = new SharedTimers(clock);
    const called: number[] = [];
    for (const n of [1, 2, 3]) {
      timers.after(10, () => called.push(n));
      clock.advance(4);
    }
    expect(clock.pending).toBe(1);
    expect(called).toEqual([1]);
    clock.advance(2);
    expect(called).toEqual([1, 2]);
    clock.advance(4);
    expect(called).toEqual([1, 2, 3]);
    expect(clock.pending).toBe(0);
  });

  it("call nothing that was cancelled, in whatever order", () => {
    const clock = new ManualClock();
    const timers = new SharedTimers(clock);
    const called: number[] = [];
    const all = [1, 2, 3, 4].map((n) => timers.after(10, () => called.push(n)));
    for (const i of [1, 0, 3, 3]) all[i]?.cancel();
    clock.advance(10);
    expect(called).toEqual([3]);
    all[2]?.cancel();
    clock.advance(100);
    expect([called, clock.pending]).toEqual([[3], 0]);
  });

  it("take a timer that is made, or cancelled, while another is called", () => {
    const clock = new ManualClock();
    const timers = new SharedTimers(clock);
    const called: string[] = [];
    timers.after(10, () => {
      called.push("a");
      other.cancel();
      timers.after(10, () => called.push("c"));
    });
    const other = timers.after(10, () => called.push("b"));
    clock.advance(10);
    clock.advance(10);
    expect(called).toEqual(["a", "c"]);
  });

  it("are timers of their own beyond a number of delays", () => {
    const clock = new ManualClock();
    const timers = new SharedTimers(clock);
    let called = 0;
    for (let delay = 1; delay <= 100; delay++) timers.after(delay, () => called++);
    expect(timers.now()).toBe(clock.now());
    clock.advance(100);
    expect([called, clock.pending]).toEqual([100, 0]);
  });
});
