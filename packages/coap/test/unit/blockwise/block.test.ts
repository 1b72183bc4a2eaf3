import { describe, expect, it } from "vitest";
import { blockBytes, blockOf, blockValue, szxFor } from "../../../src/blockwise/block.js";

describe("A Block option's value", () => {
  it("holds number, more and size exponent (RFC 7959 §2.2)", () => {
    expect(blockOf(0)).toEqual({ number: 0, more: false, szx: 0 });
    expect(blockOf(0x2a)).toEqual({ number: 2, more: true, szx: 2 });
    expect(blockOf(0xffffff)).toEqual({ number: 0xfffff, more: true, szx: 7 });
    for (const value of [0, 0x2a, 0xfffffe]) {
      const { number, more, szx } = blockOf(value);
      expect(blockValue(number, more, szx)).toBe(value);
    }
  });

  it("has blocks of 16 to 1024 bytes", () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(blockBytes)).toEqual([16, 32, 64, 128, 256, 512, 1024]);
    expect([1, 16, 31, 32, 1000, 1024, 9999].map(szxFor)).toEqual([0, 0, 0, 1, 5, 6, 6]);
  });
});
