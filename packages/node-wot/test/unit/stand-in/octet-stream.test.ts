import { describe, expect, it } from "vitest";
import { type DataSchema, NetconfOctetstreamCodecCodec } from "../../../src/stand-in/core.js";

const codec = new NetconfOctetstreamCodecCodec();

type Parameters = Record<string, string>;

/** What is written of a value, and read of it again. */
function carried(value: unknown, schema: DataSchema, parameters: Parameters = {}): [string, unknown] {
  const bytes = codec.valueToBytes(value, schema, parameters);
  return [bytes.toString("hex"), codec.bytesToValue(bytes, schema, parameters)];
}

describe("an octet stream", () => {
  it("has four bytes for an integer and for a number that say no length", () => {
    expect(carried(2345, { type: "integer" })).toEqual(["00000929", 2345]);
    expect(carried(1.5, { type: "number" })).toEqual(["3fc00000", 1.5]);
  });

  it.each([
    ["BIG_ENDIAN", "0a0b0c0d"],
    ["LITTLE_ENDIAN", "0d0c0b0a"],
    ["BIG_ENDIAN_BYTE_SWAP", "0b0a0d0c"],
    ["LITTLE_ENDIAN_BYTE_SWAP", "0c0d0a0b"],
  ])("has its bytes in the order %s", (byteSeq, bytes) => {
    expect(carried(0x0a0b0c0d, { type: "int32" }, { byteSeq })).toEqual([bytes, 0x0a0b0c0d]);
  });

  it("has fields of bits anywhere, also at its beginning", () => {
    expect(carried(5, { type: "integer", "ex:bitOffset": 0, "ex:bitLength": 4 })).toEqual(["50", 5]);
    const [field, whole] = [
      { type: "integer", "ex:bitOffset": 4, "ex:bitLength": 7 },
      { length: "3", signed: "false" },
    ];
    expect(carried(99, field, whole)).toEqual(["0c6000", 99]);
    expect(codec.valueToBytes(4.5, { type: "float16", "ex:bitOffset": 7 }).toString("hex")).toBe("008900");
  });

  it("has objects within objects, each within the bits of the one around it", () => {
    const flag: DataSchema = { type: "boolean", "ex:bitOffset": 3, "ex:bitLength": 1 };
    const part = (offset: number): DataSchema => ({
      type: "object",
      "ex:bitOffset": offset,
      "ex:bitLength": 8,
      properties: { flag, level: { type: "integer", "ex:bitOffset": 4, "ex:bitLength": 4 } },
    });
    expect(() => codec.valueToBytes({ a: {} }, { type: "object", properties: { a: part(0) } })).toThrow("length");
    const schema: DataSchema = { type: "object", properties: { a: part(0), b: part(8) } };
    const value = { a: { flag: true, level: 7 }, b: { flag: false, level: 9 } };
    expect(carried(value, schema, { length: "2", signed: "false" })).toEqual(["1709", value]);
  });

  it("gives bytes where no type is said, and takes them", () => {
    expect(codec.bytesToValue(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 2]));
    expect(codec.valueToBytes(new Uint8Array([1, 2]), { type: "string" })).toEqual(Buffer.from([1, 2]));
  });

  it("loses no bits in silence", () => {
    expect(() => codec.valueToBytes("Xý", { type: "string", "ex:bitLength": 15 })).toThrow("bits");
    expect(() => codec.valueToBytes(16, { type: "integer", "ex:bitLength": 4 }, { signed: "false" })).toThrow(
      "Integer overflow",
    );
    expect(() =>
      codec.bytesToValue(Buffer.from([1, 2, 3]), { type: "string" }, { byteSeq: "BIG_ENDIAN_BYTE_SWAP" }),
    ).toThrow("pairs");
  });

  it("has no length that a stranger's description makes huge", () => {
    expect(() => codec.valueToBytes(1, { type: "integer" }, { length: "999999999" })).toThrow("'length'");
    expect(() => codec.valueToBytes(1, { type: "integer", "ex:bitOffset": 1e9 })).toThrow("'ex:bitOffset'");
  });
});
