import { expect, test } from "vitest";
import { weather } from "../../../src/index.js";

const at = (hour: number, minute = 0) => Date.UTC(2026, 5, 1, hour, minute);

test("a day is coldest at five and warmest at seventeen", () => {
  const { outdoorTemperatureC } = weather({ seed: 1, meanTemperatureC: 10, swingK: 4 });
  expect(outdoorTemperatureC(at(5))).toBeCloseTo(6, 9);
  expect(outdoorTemperatureC(at(17))).toBeCloseTo(14, 9);
});

test("daylight begins at six, peaks at thirteen and is over at twenty", () => {
  const { daylightLux } = weather({ seed: 1 });
  expect(daylightLux(at(5, 59))).toBe(0);
  expect(daylightLux(at(13))).toBeGreaterThan(daylightLux(at(9)));
  expect(daylightLux(at(13))).toBeGreaterThan(daylightLux(at(18)));
  expect(daylightLux(at(20, 1))).toBe(0);
});

test("clouds differ from day to day and are the same all day", () => {
  const { daylightLux } = weather({ seed: 1, peakDaylightLux: 1000 });
  const noons = [1, 2, 3, 4].map((day) => daylightLux(Date.UTC(2026, 5, day, 13)));
  expect(new Set(noons).size).toBe(4);
  for (const lux of noons) expect(lux >= 300 && lux <= 1000).toBe(true);
  expect(daylightLux(at(10))).toBeCloseTo(daylightLux(at(16)), 9);
});
