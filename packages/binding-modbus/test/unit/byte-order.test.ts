import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reordered } from "../../src/byte-order.js";

const abcd = Uint8Array.of(0xa, 0xb, 0xc, 0xd);

describe("the byte order of registers", () => {
  it.each([
    [true, true, [0xa, 0xb, 0xc, 0xd]],
    [true, false, [0xc, 0xd, 0xa, 0xb]],
    [false, true, [0xb, 0xa, 0xd, 0xc]],
    [false, false, [0xd, 0xc, 0xb, 0xa]],
  ])(
    "with the most significant byte first: %s, word first: %s",
    (mostSignificantByte, mostSignificantWord, expected) => {
      const order = { mostSignificantByte, mostSignificantWord, registersPerValue: 2 };
      expect([...reordered(abcd, order)]).toEqual(expected);
    },
  );

  it("turns words within each value of several", () => {
    const order = { mostSignificantByte: true, mostSignificantWord: false, registersPerValue: 2 };
    expect([...reordered(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), order)]).toEqual([3, 4, 1, 2, 7, 8, 5, 6]);
  });

  it("undoes itself and loses nothing", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.subarray(0, bytes.length & ~1)),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        (bytes, mostSignificantByte, mostSignificantWord, registersPerValue) => {
          const order = { mostSignificantByte, mostSignificantWord, registersPerValue };
          expect([...reordered(reordered(bytes, order), order)]).toEqual([...bytes]);
        },
      ),
    );
  });
});
