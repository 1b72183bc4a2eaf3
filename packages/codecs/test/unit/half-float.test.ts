import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHalf, nearestHalf, toHalf } from "../../src/half-float.js";

describe("half-float", () => {
  it("gives back the bits of every number that it reads", () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
    }
  });

  it("takes no number that would lose precision", () => {
    expect([0.1, 65_505, 2 ** -25, 1e300, 1 + 2 ** -11].map(toHalf)).toStrictEqual(Array(5).fill(undefined));
  });

  it("rounds to the nearest number", () => {
    fc.assert(
      fc.property(fc.double({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
        const bits = nearestHalf(value);
        const distance = Math.abs(fromHalf(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          const other = fromHalf(neighbour & 0xffff);
          if (Number.isFinite(other)) expect(distance).toBeLessThanOrEqual(Math.abs(other - value));
        }
      }),
    );
  });

  it("rounds ties to even and what is too large to an infinity", () => {
    expect(fromHalf(nearestHalf(2049))).toBe(2048);
    expect(fromHalf(nearestHalf(2051))).toBe(2052);
    expect(fromHalf(nearestHalf(-1e6))).toBe(Number.NEGATIVE_INFINITY);
  });
});
