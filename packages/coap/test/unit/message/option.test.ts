import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readString, readUint, stringOption, uintOption } from "../../../src/index.js";

describe("An option value", () => {
  it("holds an unsigned integer in the fewest bytes", () => {
    const lengthOf = (value: number) => uintOption(14, value).value.length;
    expect([0, 1, 255, 256, 65_535, 65_536, 0xffffff, 0x1000000, 0xffffffff].map(lengthOf)).toEqual([
      0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(readUint(uintOption(14, value).value)).toBe(value);
      }),
      { seed: 4 },
    );
  });

  it("may have leading zeros as an unsigned integer", () => {
    expect(readUint(Uint8Array.of(0, 0, 7))).toBe(7);
  });

  it("holds text as UTF-8, and what is not UTF-8 is no text", () => {
    expect(readString(stringOption(11, "Grüße \u{1f4a1}").value)).toBe("Grüße \u{1f4a1}");
    expect(readString(Uint8Array.of(0xff))).toBeUndefined();
    expect(readString(Uint8Array.of(0xc3))).toBeUndefined();
    expect(readString(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
  });
});
