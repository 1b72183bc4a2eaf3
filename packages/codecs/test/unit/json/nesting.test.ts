import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nestsDeeperThan } from "../../../src/json/nesting.js";
import { utf8 } from "../../outcome.js";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("nestsDeeperThan", () => {
  it("agrees with the depth of the parsed value, for every limit", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 6 }), (value, limit) => {
        expect(nestsDeeperThan(limit, utf8(JSON.stringify(value)))).toBe(depthOf(value) > limit);
      }),
    );
  });

  it("ends for a string without an end", () => {
    expect(nestsDeeperThan(1, utf8('["[[[[[[['))).toBe(false);
    expect(nestsDeeperThan(1, utf8('["[[[[[[\\'))).toBe(false);
  });
});
