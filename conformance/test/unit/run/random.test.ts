import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/run/random.js";

const some = (seed: number) => Array.from({ length: 1_000 }, seededRandom(seed));

describe("random numbers by a seed", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(some(7)).toEqual(some(7));
    expect(some(7)).not.toEqual(some(8));
  });

  it("are in [0, 1) and spread evenly", () => {
    const numbers = some(1);
    expect(numbers.every((each) => each >= 0 && each < 1)).toBe(true);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((each) => Math.floor(each * 10) === tenth));
    for (const { length } of tenths) expect(Math.abs(length - 100)).toBeLessThan(35);
  });
});
