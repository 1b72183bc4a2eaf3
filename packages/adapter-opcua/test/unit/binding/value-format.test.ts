import { describe, expect, it } from "vitest";
import { bodyOf, type ValueFormat, valueFormatOf, valueIn } from "../../../src/binding/value-format.js";
import type { UaDataValue } from "../../../src/stack/ua-session.js";

const format = (contentType: string): ValueFormat => valueFormatOf(contentType) as ValueFormat;
const text = (value: UaDataValue, contentType: string): string =>
  new TextDecoder().decode(bodyOf(value, format(contentType)).body);
const body = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const value: UaDataValue = {
  type: 11,
  value: 42.5,
  status: { code: 0x40900000, name: "UncertainLastUsableValue" },
  sourceTimestamp: "2026-01-01T00:00:00.000Z",
};

describe("the format of a value", () => {
  it.each([
    ["application/json", "42.5"],
    ["application/opcua+json;type=Value", "42.5"],
    ["application/opcua+json; type=Variant", '{"Type":11,"Body":42.5}'],
    ["application/opcua+json;type=Variant;version=1.05", '{"UaType":11,"Value":42.5}'],
    [
      "application/opcua+json",
      '{"Value":{"Type":11,"Body":42.5},"Status":1083179008,"SourceTimestamp":"2026-01-01T00:00:00.000Z"}',
    ],
    [
      "application/opcua+json;type=DataValue;version=1.05",
      '{"UaType":11,"Value":42.5,"StatusCode":{"Code":1083179008,"Symbol":"UncertainLastUsableValue"},"SourceTimestamp":"2026-01-01T00:00:00.000Z"}',
    ],
  ])("%s is written", (contentType, expected) => {
    expect(text(value, contentType)).toBe(expected);
  });

  it.each([
    "application/json",
    "application/opcua+json",
    "application/opcua+json;version=1.05",
    "application/opcua+json;type=Variant;version=1.05",
  ])("%s is read as it is written", (contentType) => {
    expect(valueIn(bodyOf(value, format(contentType)).body, format(contentType))).toBe(42.5);
  });

  it("has 64-bit integers as numbers where a number keeps them, and as text with their type", () => {
    const wide = (number: bigint): UaDataValue => ({ ...value, type: 9, value: number });
    expect(text(wide(2n ** 40n), "application/json")).toBe("1099511627776");
    expect(text(wide(2n ** 60n), "application/opcua+json;type=Variant")).toBe(
      '{"Type":9,"Body":"1152921504606846976"}',
    );
    expect(() => text(wide(2n ** 60n), "application/json")).toThrow(/beyond what a JSON number keeps/);
  });

  it("has no number for what is none", () => {
    const nothing: UaDataValue = { ...value, value: [1, Number.NaN] };
    expect(() => text(nothing, "application/json")).toThrow(/NaN is no number/);
    expect(text(nothing, "application/opcua+json;type=Variant")).toBe('{"Type":11,"Body":[1,"NaN"]}');
  });

  it("has the bytes of a byte string, and of nothing else", () => {
    const bytes: UaDataValue = { ...value, type: 15, value: "3q2+7w==" };
    expect([...bodyOf(bytes, format("application/octet-stream")).body]).toEqual([0xde, 0xad, 0xbe, 0xef]);
    expect(valueIn(Uint8Array.of(0xde, 0xad, 0xbe, 0xef), format("application/octet-stream"))).toBe("3q2+7w==");
    expect(() => bodyOf(value, format("application/octet-stream"))).toThrow(/no byte string/);
  });

  it("is not another content type", () => {
    expect(valueFormatOf("text/plain")).toMatch(/are no text\/plain/);
    expect(valueFormatOf("application/opcua+json;type=Other")).toMatch(/has no/);
  });

  it("refuses bodies that are no values", () => {
    expect(() => valueIn(new TextEncoder().encode("{"), format("application/json"))).toThrow(/no JSON/);
    expect(() => valueIn(Uint8Array.of(0xff), format("application/json"))).toThrow(/no JSON/);
    expect(() => valueIn(body({}), format("application/opcua+json"))).toThrow(/neither Body nor Value/);
  });

  it("never makes a member of a prototype", () => {
    const hostile: UaDataValue = { ...value, value: JSON.parse('{"__proto__": {"a": 1}, "b": 2}') };
    expect(text(hostile, "application/json")).toBe('{"b":2}');
  });
});
