import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/index.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the system clock", () => {
  it("tells milliseconds since 1970", () => {
    expect(systemClock.now()).toBe(1_700_000_000_000);
  });

  it("calls once, after the delay", () => {
    const callback = vi.fn();
    systemClock.after(50, callback);
    vi.advanceTimersByTime(49);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it("does not call once it is cancelled, however often", () => {
    const callback = vi.fn();
    const timer = systemClock.after(50, callback);
    timer.cancel();
    timer.cancel();
    vi.advanceTimersByTime(1000);
    expect(callback).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("lets the process end while it waits", () => {
    vi.useRealTimers();
    const made = vi.spyOn(globalThis, "setTimeout");
    const timer = systemClock.after(60_000, () => {});
    expect(made.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toEqual([false]);
    timer.cancel();
    made.mockRestore();
  });
});
