import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { every, scaledClock } from "../../../src/index.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a scaled clock runs as many times faster as it was told", () => {
  const clock = scaledClock({ speed: 60, startMs: 0 });
  vi.advanceTimersByTime(1000);
  expect(clock.nowMs()).toBe(60_000);
});

test("a scaled clock shortens simulated delays and leaves the wall's alone", () => {
  const clock = scaledClock({ speed: 10 });
  const seen: string[] = [];
  clock.schedule(1000, () => seen.push("simulated"));
  clock.scheduleWall(1000, () => seen.push("wall"));
  vi.advanceTimersByTime(100);
  expect(seen).toEqual(["simulated"]);
  vi.advanceTimersByTime(900);
  expect(seen).toEqual(["simulated", "wall"]);
});

test("a scaled clock waits longer than one timer of Node's can", () => {
  const clock = scaledClock();
  let runs = 0;
  clock.schedule(2 ** 31 + 5000, () => {
    runs += 1;
  });
  vi.advanceTimersByTime(2 ** 31 - 1);
  expect(runs).toBe(0);
  vi.advanceTimersByTime(5001);
  expect(runs).toBe(1);
});

test("a periodic task skips what a sleeping process missed", () => {
  let runs = 0;
  let now = 0;
  let run = (): void => {};
  const schedule = vi.fn((_delayMs: number, task: () => void) => {
    run = task;
    return () => {};
  });
  every({ nowMs: () => now, schedule, scheduleWall: schedule }, 100, () => {
    runs += 1;
  });
  now = 1030;
  run();
  expect(runs).toBe(1);
  expect(schedule.mock.lastCall?.[0]).toBe(70);
});

test("a scaled clock refuses to stand still or to run backwards", () => {
  for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => scaledClock({ speed })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
  }
});
