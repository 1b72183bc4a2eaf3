import { expect, test } from "vitest";
import { every, steppedClock } from "../../../src/index.js";

test("a stepped clock stands still until it is advanced", () => {
  const clock = steppedClock({ startMs: 1000 });
  expect(clock.nowMs()).toBe(1000);
  clock.advance(250);
  expect(clock.nowMs()).toBe(1250);
});

test("a stepped clock runs tasks in the order of their due time, each at its own time", () => {
  const clock = steppedClock({ startMs: 0 });
  const seen: [string, number][] = [];
  const note = (name: string) => () => void seen.push([name, clock.nowMs()]);
  clock.schedule(30, note("late"));
  clock.schedule(10, note("early"));
  clock.scheduleWall(10, note("early too"));
  clock.schedule(20, () => clock.schedule(5, note("nested")));
  clock.advance(30);
  expect(seen).toEqual([
    ["early", 10],
    ["early too", 10],
    ["nested", 25],
    ["late", 30],
  ]);
});

test("a stepped clock forgets a cancelled task", () => {
  const clock = steppedClock();
  let runs = 0;
  const cancel = clock.schedule(10, () => {
    runs += 1;
  });
  cancel();
  cancel();
  clock.advance(100);
  expect(runs).toBe(0);
});

test("a stepped clock refuses to go back", () => {
  expect(() => steppedClock().advance(-1)).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
});

test("a periodic task runs on its grid until it is cancelled, also by itself", () => {
  const clock = steppedClock({ startMs: 5 });
  const seen: number[] = [];
  const cancel = every(clock, 100, () => {
    seen.push(clock.nowMs());
    if (seen.length === 3) cancel();
  });
  clock.advance(1000);
  expect(seen).toEqual([105, 205, 305]);
});

test("a periodic task refuses a period of nothing", () => {
  expect(() => every(steppedClock(), 0, () => {})).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
});
