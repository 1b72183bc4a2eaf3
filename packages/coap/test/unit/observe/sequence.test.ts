import { describe, expect, it } from "vitest";
import { firstSequence, isFresher, nextSequence } from "../../../src/observe/sequence.js";

const at = (sequence: number, atMs = 0) => ({ sequence, atMs });

describe("The order of notifications", () => {
  it("follows the 24-bit sequence across its wrap (RFC 7641 §3.4)", () => {
    expect(isFresher(at(2), at(1))).toBe(true);
    expect(isFresher(at(1), at(2))).toBe(false);
    expect(isFresher(at(1), at(1))).toBe(false);
    expect(isFresher(at(0), at(0xffffff))).toBe(true);
    expect(isFresher(at(0xffffff), at(0))).toBe(false);
    expect(isFresher(at(0x7fffff), at(0))).toBe(true);
    expect(isFresher(at(0x800000), at(0))).toBe(false);
  });

  it("follows arrival when they are more than 128 s apart", () => {
    expect(isFresher(at(1, 128_001), at(2, 0))).toBe(true);
    expect(isFresher(at(1, 128_000), at(2, 0))).toBe(false);
  });

  it("starts from the clock and wraps at 24 bits", () => {
    expect(firstSequence(0x1000005)).toBe(5);
    expect(nextSequence(0xffffff)).toBe(0);
  });
});
