import type { DataSchema } from "@thingwright/td";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binary, octetStream } from "../../../src/index.js";
import { bytesOfHex, hexOf, none, refusalOf } from "../../outcome.js";

const codec = octetStream();
type Parameters = Readonly<Record<string, string>>;
const encode = (value: unknown, type?: DataSchema["type"], parameters: Parameters = {}) =>
  hexOf(codec.encode(value, { type } as DataSchema, new Map(Object.entries(parameters))));
const decode = (hex: string, type?: DataSchema["type"], parameters: Parameters = {}) =>
  codec.decode(bytesOfHex(hex), { type } as DataSchema, new Map(Object.entries(parameters)));

const orders = ["BIG_ENDIAN", "LITTLE_ENDIAN", "BIG_ENDIAN_BYTE_SWAP", "LITTLE_ENDIAN_BYTE_SWAP"] as const;

describe("octetStream", () => {
  it.each([
    ["integer", 1, {}, "00000001"],
    ["integer", -2, { length: "1" }, "fe"],
    ["integer", 254, { length: "1", signed: "false" }, "fe"],
    ["integer", 0x0a0b0c, { length: "3" }, "0a0b0c"],
    ["integer", 0x0a0b0c0d, { byteseq: "BIG_ENDIAN" }, "0a0b0c0d"],
    ["integer", 0x0a0b0c0d, { byteseq: "LITTLE_ENDIAN" }, "0d0c0b0a"],
    ["integer", 0x0a0b0c0d, { byteseq: "BIG_ENDIAN_BYTE_SWAP" }, "0b0a0d0c"],
    ["integer", 0x0a0b0c0d, { byteseq: "LITTLE_ENDIAN_BYTE_SWAP" }, "0c0d0a0b"],
    ["integer", Number.MIN_SAFE_INTEGER, { length: "8" }, "ffe0000000000001"],
    ["integer", Number.MAX_SAFE_INTEGER, { length: "8", signed: "false" }, "001fffffffffffff"],
    ["number", 1.5, { length: "2" }, "3e00"],
    ["number", 21.5, { length: "4" }, "41ac0000"],
    ["number", 1.1, {}, "3ff199999999999a"],
    ["number", 21.5, { length: "4", byteseq: "LITTLE_ENDIAN_BYTE_SWAP" }, "000041ac"],
    ["boolean", true, {}, "01"],
    ["boolean", false, { length: "2" }, "0000"],
    ["string", "aü", {}, "61c3bc"],
    ["string", "a", { length: "4" }, "61000000"],
    ["string", "ü", { charset: "iso-8859-1" }, "fc"],
    ["null", null, {}, ""],
  ] as const)("writes the %s %j with %j as %s, and reads it back", (type, value, parameters, hex) => {
    expect(encode(value, type, parameters)).toBe(hex);
    expect(decode(hex, type, parameters)).toBe(value);
  });

  it("gives back every integer of every width and order", () => {
    const width = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8);
    const cases = width.chain((length) => {
      const limit = Math.min(2 ** (8 * length - 1) - 1, Number.MAX_SAFE_INTEGER);
      const orderly = length % 2 === 0 ? orders : orders.slice(0, 2);
      return fc.tuple(fc.constant(length), fc.integer({ min: -limit, max: limit }), fc.constantFrom(...orderly));
    });
    fc.assert(
      fc.property(cases, ([length, value, byteseq]) => {
        const parameters = { length: String(length), byteseq };
        expect(decode(encode(value, "integer", parameters), "integer", parameters)).toBe(value);
      }),
    );
  });

  it.each(orders)("gives back every double in %s", (byteseq) => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(decode(encode(value, "number", { byteseq }), "number", { byteseq })).toBe(value);
      }),
    );
  });

  it("takes any byte but zero for true", () => {
    expect([decode("00ff", "boolean"), decode("80", "boolean"), decode("0000", "boolean")]).toStrictEqual([
      true,
      true,
      false,
    ]);
  });

  it("hands bytes through when the schema names no scalar", () => {
    expect(codec.decode(bytesOfHex("0102"), undefined, none)).toStrictEqual(bytesOfHex("0102"));
    expect(hexOf(codec.encode(bytesOfHex("0102"), undefined, none))).toBe("0102");
    expect(hexOf(codec.encode(bytesOfHex("0102").buffer, undefined, none))).toBe("0102");
  });

  it.each([
    ["an integer over its width", () => encode(128, "integer", { length: "1" })],
    ["an integer under its width", () => encode(-129, "integer", { length: "1" })],
    ["a negative unsigned integer", () => encode(-1, "integer", { signed: "false" })],
    ["a fraction as an integer", () => encode(1.5, "integer")],
    ["an integer beyond 2^53", () => encode(2 ** 53, "integer", { length: "8" })],
    ["an integer of nine bytes", () => encode(1, "integer", { length: "9" })],
    ["a number over a float's range", () => encode(1e300, "number", { length: "4" })],
    ["a number of three bytes", () => encode(1, "number", { length: "3" })],
    ["a text as a number", () => encode("1", "number")],
    ["a number as a text", () => encode(1, "string")],
    ["a number as a boolean", () => encode(1, "boolean")],
    ["something as null", () => encode(0, "null")],
    ["a text over its length", () => encode("abc", "string", { length: "2" })],
    ["bytes of another length", () => codec.encode(new Uint8Array(3), undefined, new Map([["length", "2"]]))],
    ["an object", () => encode({}, "object")],
    ["a value without a schema", () => codec.encode(1, undefined, none)],
    ["swapped bytes of an odd number", () => encode(1, "integer", { length: "3", byteseq: "BIG_ENDIAN_BYTE_SWAP" })],
    ["a length that is no number", () => encode(1, "integer", { length: "-1" })],
    ["a length over the limit", () => encode("a", "string", { length: "65537" })],
    ["signed=maybe", () => encode(1, "integer", { signed: "maybe" })],
    ["an unknown byte order", () => encode(1, "integer", { byteseq: "constructor" })],
  ])("refuses to write %s", (_, attempt) => {
    expect(refusalOf(attempt).code).toBe("WOT_DATA_SYNTAX");
  });

  it.each([
    ["an integer beyond 2^53", () => decode("0020000000000000", "integer")],
    ["a negative integer beyond 2^53", () => decode("8000000000000000", "integer")],
    ["an integer of no bytes", () => decode("", "integer")],
    ["an integer of nine bytes", () => decode("000000000000000000", "integer")],
    ["a number of three bytes", () => decode("000000", "number")],
    ["a boolean of no bytes", () => decode("", "boolean")],
    ["fewer bytes than the length", () => decode("0001", "integer", { length: "4" })],
    ["more bytes than the length", () => decode("000102", undefined, { length: "2" })],
    ["a text that is no UTF-8", () => decode("c328", "string")],
    ["an object", () => decode("00", "object")],
    ["an array", () => decode("00", "array")],
  ])("refuses to read %s", (_, attempt) => {
    expect(refusalOf(attempt).code).toBe("WOT_DATA_SYNTAX");
  });
});

describe("binary", () => {
  const picture = binary(["image/*"]);

  it("hands bytes through, whatever the schema says", () => {
    const schema: DataSchema = { type: "string" };
    expect(hexOf(picture.encode(bytesOfHex("89504e47"), schema, none))).toBe("89504e47");
    expect(picture.decode(bytesOfHex("89504e47"), schema, none)).toStrictEqual(bytesOfHex("89504e47"));
  });

  it("refuses to write anything but bytes", () => {
    expect(refusalOf(() => picture.encode("text", undefined, none)).code).toBe("WOT_DATA_SYNTAX");
  });
});
