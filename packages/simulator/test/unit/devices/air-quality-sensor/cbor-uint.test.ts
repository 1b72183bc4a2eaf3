import { encode } from "cbor-x";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cborUint } from "../../../../src/devices/air-quality-sensor/cbor-uint.js";

test("every unsigned integer below 2³² is read", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), (value) => {
      expect(cborUint(encode(value))).toBe(value);
    }),
  );
});

test("every prefix of an integer, and one with something after it, is refused", () => {
  const bytes = encode(100_000);
  for (let length = 0; length < bytes.length; length += 1) expect(cborUint(bytes.subarray(0, length))).toBeUndefined();
  expect(cborUint(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined();
});

test.each([[-1], [1.5], ["7"], [true], [null], [[7]], [{ seconds: 7 }], [2n ** 40n]])("%o is refused", (value) => {
  expect(cborUint(encode(value))).toBeUndefined();
});

test("an array that claims to be huge is refused", () => {
  expect(cborUint(Buffer.of(0x9a, 0xff, 0xff, 0xff, 0xff))).toBeUndefined();
});
