import { describe, expect, it } from "vitest";
import { Namespaces } from "../../../src/stack/namespaces.js";
import { plainDataValue, plainVariant } from "../../../src/stack/plain-value.js";
import { readableValue } from "../../../src/stack/readable-value.js";

const namespaces = new Namespaces(["http://opcfoundation.org/UA/", "urn:s"]);
const plain = (dataType: number, value: unknown, more: object = {}): unknown =>
  plainVariant({ dataType, arrayType: 0, value, ...more }, namespaces);

describe("a value of the stack", () => {
  it.each([
    ["a boolean", 1, true, true],
    ["a single-precision number, shortest", 10, Math.fround(21.3), 21.3],
    ["a 64-bit integer", 8, [0xffffffff, 0xfffffffe], -2n],
    ["an unsigned one", 9, [256, 0], 2n ** 40n],
    ["a time", 13, new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a time that is none", 13, new Date(Number.NaN), null],
    ["a byte string", 15, Buffer.from([1, 2]), "AQI="],
    ["a node id", 17, { toString: () => "ns=1;s=a" }, "nsu=urn:s;s=a"],
    ["a localized text", 21, { text: "Aus", locale: "de" }, "Aus"],
    ["a status", 19, { name: "BadNodeIdUnknown", value: 1 }, "BadNodeIdUnknown"],
    ["nothing", 12, null, null],
  ])("is plain: %s", (_what, type, value, expected) => {
    expect(plain(type, value)).toEqual(expected);
  });

  it("is plain: arrays and matrices", () => {
    expect(plain(6, Int32Array.of(1, 2), { arrayType: 1 })).toEqual([1, 2]);
    expect(plain(11, [1, 2, 3, 4, 5, 6], { arrayType: 2, dimensions: [2, 3] })).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(
      plain(
        9,
        [
          [0, 1],
          [0, 2],
        ],
        { arrayType: 1 },
      ),
    ).toEqual([1n, 2n]);
  });

  it("is plain: structures, by the names of their fields, those of the base first", () => {
    const base = { fields: [{ name: "name", originalName: "Name", fieldType: "String" }] };
    const schema = {
      getBaseSchema: () => base,
      fields: [
        { name: "hours", originalName: "Hours", fieldType: "Double" },
        { name: "count", originalName: "Count", fieldType: "UInt64" },
        { name: "mode", originalName: "Mode", fieldType: "Mode" },
      ],
    };
    expect(plain(22, { schema, name: "day", hours: Float64Array.of(6, 18), count: [0, 7], mode: 2 })).toEqual({
      Name: "day",
      Hours: [6, 18],
      Count: 7n,
      Mode: 2,
    });
    expect(plain(22, {})).toBeNull();
  });

  it("that contains itself has an end", () => {
    const schema = { fields: [{ name: "self", originalName: "Self", fieldType: "ExtensionObject" }] };
    const value: { schema: unknown; self?: unknown } = { schema };
    value.self = value;
    expect(JSON.stringify(plain(22, value)).length).toBeLessThan(1_000);
  });

  it("has its status and its times", () => {
    const value = {
      value: { dataType: 11, arrayType: 0, value: 1 },
      statusCode: { value: -2147352576, name: "BadSomething" },
      sourceTimestamp: new Date(0),
    };
    expect(plainDataValue(value, namespaces)).toEqual({
      type: 11,
      value: 1,
      status: { code: 0x80020000, name: "BadSomething" },
      sourceTimestamp: "1970-01-01T00:00:00.000Z",
    });
  });

  it("that makes no sense is Bad", () => {
    expect(readableValue({} as never, namespaces).status.name).toBe("BadDecodingError");
    const value = { value: { dataType: 9, arrayType: 0, value: "x" }, statusCode: { value: 0, name: "Good" } };
    expect(readableValue(value, namespaces).status.name).toBe("BadDecodingError");
  });
});
