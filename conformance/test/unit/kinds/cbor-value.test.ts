import { describe, expect, it } from "vitest";
import { cborValue } from "../../../src/kinds/cbor-value.js";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

describe("a value in CBOR", () => {
  // RFC 8949, appendix A.
  it.each<[string, unknown]>([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1_000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["3863", -100],
    ["f90000", 0],
    ["f93e00", 1.5],
    ["f90001", 2 ** -24],
    ["fa47c35000", 100_000],
    ["fb3ff199999999999a", 1.1],
    ["f97c00", Number.POSITIVE_INFINITY],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["c074323031332d30332d32315432303a30343a30305a", "2013-03-21T20:04:00Z"],
    ["4401020304", "AQIDBA"],
    ["62c3bc", "ü"],
    ["83010203", [1, 2, 3]],
    ["a26161016162820203", { a: 1, b: [2, 3] }],
    ["7f657374726561646d696e67ff", "streaming"],
    ["9f018202039f0405ffff", [1, [2, 3], [4, 5]]],
    ["bf61610161629f0203ffff", { a: 1, b: [2, 3] }],
  ])("is read: %s", (hex, value) => expect(cborValue(bytes(hex))).toEqual({ value }));

  it.each(["a26161016162820203", "9f018202039f0405ffff", "7f657374726561646d696e67ff", "fb3ff199999999999a"])(
    "is none when it is cut off anywhere: %s",
    (hex) => {
      for (let length = 1; length < hex.length / 2; length += 1) {
        expect(cborValue(bytes(hex).subarray(0, length))).toHaveProperty("why");
      }
    },
  );

  it.each(["ff", "1c", "f8ff", "0000", "a1f600", "7f4161ff", "62c328", "81".repeat(100_000)])(
    "is none, without a throw: %#",
    (hex) => expect(cborValue(bytes(hex))).toHaveProperty("why"),
  );
});
