import { expect, test } from "vitest";
import { relativeHumidityPercent, waterGramsPerM3 } from "../../../src/room/humidity.js";

test("saturated air at 20 °C holds about 17.3 grams of water in a cubic metre", () => {
  expect(Math.abs(waterGramsPerM3(100, 20) - 17.3)).toBeLessThan(0.1);
});

test("the same air is drier when it is warmer", () => {
  const water = waterGramsPerM3(50, 20);
  expect(relativeHumidityPercent(water, 20)).toBeCloseTo(50, 9);
  expect(relativeHumidityPercent(water, 25)).toBeLessThan(40);
  expect(relativeHumidityPercent(water, 0)).toBe(100);
});
