import { expect, test } from "vitest";
import { officeHours } from "../../../src/index.js";

const monday = (hour: number, minute = 0) => Date.UTC(2026, 2, 2, hour, minute);

test("an office is empty at night, full in the morning and empty again in the evening", () => {
  const present = officeHours({ seed: 5, people: 4 });
  expect([3, 7, 10, 15, 20].map((hour) => present(monday(hour)))).toEqual([0, 0, 4, 4, 0]);
});

test("an office empties at lunch", () => {
  const present = officeHours({ seed: 5, people: 4 });
  const atLunch = Array.from({ length: 90 }, (_, minute) => present(monday(11, 50 + minute)));
  expect(Math.min(...atLunch)).toBeLessThan(4);
  expect(atLunch.at(-1)).toBe(4);
});

test("an office is empty at the weekend", () => {
  const present = officeHours({ seed: 5 });
  const weekend = [6, 7, 8].map((day) => present(Date.UTC(2026, 2, day, 10)));
  expect(weekend).toEqual([3, 0, 0]);
});
