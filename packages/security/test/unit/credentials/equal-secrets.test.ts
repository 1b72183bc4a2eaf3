import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalSecrets } from "../../../src/index.js";

describe("equalSecrets", () => {
  it("agrees with === for texts that are not empty", () => {
    const secret = fc.string({ unit: fc.constantFrom("a", "b", "\ud83d", "\u{1f600}"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(secret, secret, (presented, expected) => {
        expect(equalSecrets(presented, expected)).toBe(presented === expected);
      }),
    );
  });

  it("compares bytes", () => {
    expect(equalSecrets(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
    expect(equalSecrets(new Uint8Array([1, 3]), new Uint8Array([1, 2]))).toBe(false);
  });

  it.each([
    ["", ""],
    ["a", ""],
    ["", "a"],
    ["aa", "a"],
    ["abab", "ab"],
    ["a", "aa"],
    ["\u0000", new Uint8Array(1)],
    [new Uint8Array(0), new Uint8Array(0)],
  ])("tells %j from %j", (presented, expected) => {
    expect(equalSecrets(presented, expected)).toBe(false);
  });
});
