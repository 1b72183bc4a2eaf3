import fc from "fast-check";
import { expect, test } from "vitest";
import { derivedSeed, mulberry32, noise } from "../../src/index.js";

test("a generator's numbers depend on its seed alone and stay within [0, 1)", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [one, other] = [mulberry32(seed), mulberry32(seed)];
      for (let draw = 0; draw < 20; draw += 1) {
        const value = one();
        expect(value).toBe(other());
        expect(value >= 0 && value < 1).toBe(true);
      }
    }),
  );
});

test("derived seeds differ by label and by seed", () => {
  const seeds = [derivedSeed(1, "lamp"), derivedSeed(1, "fan"), derivedSeed(2, "lamp"), derivedSeed(1, "")];
  expect(new Set(seeds).size).toBe(4);
});

test("noise has about the mean and the deviation that it promises", () => {
  const random = mulberry32(7);
  const draws = Array.from({ length: 4000 }, () => noise(random, 2));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(mean).toBeCloseTo(0, 0);
  expect(Math.sqrt(variance)).toBeCloseTo(2, 0);
});
