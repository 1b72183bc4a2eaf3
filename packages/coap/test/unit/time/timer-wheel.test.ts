import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manualClock } from "../../../src/index.js";
import { TimerWheel } from "../../../src/time/timer-wheel.js";

const wheelOn = (clock: ReturnType<typeof manualClock>, errors: unknown[] = []) =>
  new TimerWheel(clock, (error) => errors.push(error));

describe("A timer wheel", () => {
  it("ends each timer at its time, up to 10 ms late, never early", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        async (delays, startMs) => {
          const clock = manualClock(startMs);
          const wheel = wheelOn(clock);
          const lateness: number[] = [];
          for (const delay of delays) wheel.callAfter(delay, () => lateness.push(clock.now() - startMs - delay));
          await clock.advance(40_100);
          expect(lateness).toHaveLength(delays.length);
          expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...lateness)).toBeLessThanOrEqual(20);
          expect(wheel.size).toBe(0);
        },
      ),
      { numRuns: 30, seed: 6 },
    );
  });

  it("asks the clock for no timer beyond what systems can set", async () => {
    const clock = manualClock();
    const delays: number[] = [];
    const setTimer: typeof clock.setTimer = (callback, delayMs) => {
      delays.push(delayMs);
      return clock.setTimer(callback, delayMs);
    };
    const wheel = wheelOn({ ...clock, setTimer });
    let ended = 0;
    wheel.callAfter(0xffff_ffff * 1000, () => ended++);
    wheel.callAfter(50_000, () => ended++);
    await clock.advance(50_010);
    expect(ended).toBe(1);
    expect(Math.max(...delays)).toBeLessThanOrEqual(10_240);
  });

  it("does not end a timer that was stopped, nor one that was cleared", async () => {
    const clock = manualClock();
    const wheel = wheelOn(clock);
    let ended = 0;
    const end = () => ended++;
    const timers = [wheel.callAfter(100, end), wheel.callAfter(100, end), wheel.callAfter(100, end)];
    wheel.stop(timers[1]!);
    wheel.stop(timers[1]!);
    await clock.advance(200);
    expect(ended).toBe(2);
    const cleared = wheel.callAfter(100, end);
    wheel.clear();
    wheel.stop(cleared);
    await clock.advance(200);
    expect(ended).toBe(2);
    expect(wheel.size).toBe(0);
  });

  it("lets a timer stop another of the same moment, and start itself anew", async () => {
    const clock = manualClock();
    const wheel = wheelOn(clock);
    const seen: string[] = [];
    const first = wheel.callAfter(50, () => {
      seen.push("first");
      wheel.stop(second);
      if (seen.length < 3) wheel.start(first, 50);
    });
    const second = wheel.callAfter(50, () => seen.push("second"));
    await clock.advance(1000);
    expect(seen).toEqual(["first", "first", "first"]);
  });

  it("reports what a timer throws and goes on", async () => {
    const clock = manualClock();
    const errors: unknown[] = [];
    const wheel = wheelOn(clock, errors);
    let ended = false;
    wheel.callAfter(10, () => {
      throw new TypeError("boom");
    });
    wheel.callAfter(20, () => {
      ended = true;
    });
    await clock.advance(100);
    expect(errors).toEqual([new TypeError("boom")]);
    expect(ended).toBe(true);
  });
});
