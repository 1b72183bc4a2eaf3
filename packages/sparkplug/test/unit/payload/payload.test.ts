import { DataSchemaError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { type DataType, decodePayload, encodePayload, type MetricValue, sparkplug } from "../../../src/index.js";

const roundTrip = (dataType: DataType, value: MetricValue) =>
  decodePayload(encodePayload({ metrics: [{ name: "m", dataType, value }] })).metrics[0]!.value;

/** Several metrics of all kinds. */
const everything = encodePayload({
  timestamp: 1,
  seq: 255,
  uuid: "u",
  body: "AAE=",
  metrics: [
    {
      name: "n",
      alias: 3,
      dataType: "Int16",
      value: -1,
      isHistorical: true,
      isTransient: true,
      properties: { a: 1, b: null },
    },
    { alias: 4, dataType: "StringArray", value: ["a", ""] },
    {
      name: "t",
      dataType: "Template",
      value: { metrics: [{ name: "x", dataType: "Boolean", value: false }], parameters: [] },
    },
    { name: "d", dataType: "DataSet", value: { columns: ["c"], types: ["Double"], rows: [[0.5], [null]] } },
  ],
});

describe("a payload", () => {
  it.each<[DataType, MetricValue]>([
    ["Int64", -5],
    ["Int64", "-9223372036854775808"],
    ["UInt64", "18446744073709551615"],
    ["Int8Array", [-128, 127]],
    ["UInt8Array", [0, 255]],
    ["Int16Array", [-30_000, 30_000]],
    ["UInt16Array", [65_535]],
    ["Int32Array", [-1]],
    ["UInt32Array", [4_294_967_295]],
    ["Int64Array", [-1, "9223372036854775807"]],
    ["UInt64Array", ["18446744073709551615"]],
    ["FloatArray", [0.5, -2]],
    ["DoubleArray", [Math.E]],
    ["BooleanArray", [true, false, true, true, false, false, false, false, true]],
    ["StringArray", ["ä", ""]],
    ["StringArray", []],
    ["DateTimeArray", [1_700_000_000_000]],
    ["Float", null],
  ])("has a %s as it was: %j", (type, value) => {
    expect(roundTrip(type, value)).toEqual(value);
  });

  it("has the bytes of the specification for arrays", () => {
    const bytes = encodePayload({ metrics: [{ dataType: "Int16Array", value: [-30_000, 30_000] }] });
    expect(Buffer.from(bytes).toString("hex")).toContain("d08a3075");
    const booleans = [false, false, true, true, false, true, false, false, true, true, false, true];
    const packed = encodePayload({ metrics: [{ dataType: "BooleanArray", value: booleans }] });
    expect(Buffer.from(packed).toString("hex")).toContain("0c00000034d0");
  });

  it.each<[DataType, unknown]>([
    ["Int8", 128],
    ["UInt8", -1],
    ["Int32", 1.5],
    ["UInt64", "-1"],
    ["Int64", "x"],
    ["Boolean", 1],
    ["String", 1],
    ["Float", "1"],
    ["Bytes", 1],
    ["Int8Array", [true]],
    ["StringArray", ["\0"]],
    ["BooleanArray", [0]],
    ["UInt64Array", ["x"]],
    ["DataSet", { columns: ["a"] }],
    ["Unknown", 1],
    ["Nonsense" as DataType, 1],
  ])("takes no %s that is %j", (dataType, value) => {
    const encode = () => encodePayload({ metrics: [{ name: "m", dataType, value: value as MetricValue }] });
    expect(encode).toThrow(DataSchemaError);
  });

  it("is refused where it breaks off, or is an older one, and nothing worse", () => {
    const whole = decodePayload(everything);
    for (let length = 0; length < everything.length; length++) {
      const outcome = attempt(() => decodePayload(everything.subarray(0, length)));
      if (!(outcome instanceof DataSchemaError)) expect(outcome).not.toEqual(whole);
    }
  });

  it("is refused, or is another one, with any byte changed", () => {
    for (let at = 0; at < everything.length; at++) {
      const bytes = Uint8Array.from(everything);
      bytes[at]! ^= 0xff;
      const outcome = attempt(() => decodePayload(bytes));
      expect(outcome instanceof DataSchemaError || typeof outcome === "object").toBe(true);
    }
  });

  it("is refused when templates are within templates without end", () => {
    let bytes = new Uint8Array(0);
    for (let depth = 0; depth < 3000; depth++) {
      const template = field(18, field(2, bytes));
      bytes = template;
      if (bytes.length > 200_000) break;
    }
    expect(attempt(() => decodePayload(field(2, bytes)))).toBeDefined();
  });

  it("has a member for a key that is a name of the language", () => {
    const metrics = [{ name: "m", dataType: "Int8" as const, value: 1, properties: JSON.parse('{"__proto__": 1}') }];
    const { properties } = decodePayload(encodePayload({ metrics })).metrics[0]!;
    expect(Object.keys(properties!)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("is content of a codec", () => {
    const codec = sparkplug();
    const value = { metrics: [{ name: "m", dataType: "Int8", value: 1 }] };
    expect(codec.decode(codec.encode(value, undefined, new Map()), undefined, new Map())).toEqual(value);
    expect(() => codec.encode(7, undefined, new Map())).toThrow(DataSchemaError);
  });
});

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** A field of a message that is bytes. */
function field(number: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...varint((number << 3) | 2), ...varint(bytes.length), ...bytes]);
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}
