import type { DataSchema } from "@thingwright/td";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { text } from "../../../src/index.js";
import { none, refusalOf, utf8 } from "../../outcome.js";

const codec = text();
const typed = (type: DataSchema["type"]) => ({ type }) as DataSchema;
const decode = (body: string, type?: DataSchema["type"]) => codec.decode(utf8(body), typed(type), none);
const charset = (name: string) => new Map([["charset", name]]);

describe("text", () => {
  it.each([
    ["string", " 21 ", " 21 "],
    [undefined, "true", "true"],
    ["boolean", " true\r\n", true],
    ["boolean", "false", false],
    ["number", "21.50\n", 21.5],
    ["number", "-.5e1", -5],
    ["integer", "+007", 7],
    ["null", "null", null],
  ] as const)("reads a %s from %j", (type, body, value) => {
    expect(decode(body, type)).toBe(value);
  });

  it.each([
    ["boolean", "1"],
    ["boolean", "TRUE"],
    ["boolean", ""],
    ["number", ""],
    ["number", "0x10"],
    ["number", "1e999"],
    ["number", "NaN"],
    ["number", "Infinity"],
    ["number", "1,5"],
    ["integer", "1 2"],
    ["null", ""],
    ["object", "{}"],
    ["array", "[]"],
  ] as const)("reads no %s from %j", (type, body) => {
    expect(refusalOf(() => decode(body, type)).code).toBe("WOT_DATA_SYNTAX");
  });

  it("answers a long line of digits that is no number at once", () => {
    expect(refusalOf(() => decode(`${"1".repeat(1_000_000)}x`, "number")).code).toBe("WOT_DATA_SYNTAX");
  });

  it("gives back every finite number, boolean and text", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
    fc.assert(
      fc.property(number, (value) => {
        expect(roundTrip(value, "number")).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        expect(roundTrip(value, "string")).toBe(value);
      }),
    );
    expect([roundTrip(true, "boolean"), roundTrip(false, "boolean")]).toStrictEqual([true, false]);
  });

  it.each([[undefined], [Number.NaN], [{}], [[1]], [1n], [new Uint8Array(1)]])("refuses to write %s", (value) => {
    expect(refusalOf(() => codec.encode(value, undefined, none)).code).toBe("WOT_DATA_SYNTAX");
  });

  it("keeps to the charset parameter, in any case", () => {
    expect([...codec.encode("ü", undefined, charset("ISO-8859-1"))]).toStrictEqual([0xfc]);
    expect(codec.decode(new Uint8Array([0xfc, 0x80]), undefined, charset("iso-8859-1"))).toBe("ü\u0080");
    expect(codec.decode(utf8("ok"), undefined, charset("US-ASCII"))).toBe("ok");
    expect(codec.decode(utf8("ü"), undefined, charset("UTF-8"))).toBe("ü");
  });

  it("refuses characters and bytes that the charset does not have", () => {
    expect(refusalOf(() => codec.encode("水", undefined, charset("iso-8859-1"))).message).toContain("iso-8859-1");
    expect(refusalOf(() => codec.encode("ü", undefined, charset("us-ascii"))).message).toContain("us-ascii");
    expect(refusalOf(() => codec.decode(utf8("ü"), undefined, charset("us-ascii"))).message).toContain("us-ascii");
    expect(refusalOf(() => codec.decode(new Uint8Array([0xff]), undefined, none)).message).toContain("UTF-8");
  });

  it.each(["utf-16", "", "__proto__"])("refuses the charset %j", (name) => {
    expect(refusalOf(() => codec.decode(utf8("a"), undefined, charset(name))).message).toContain("charset");
  });
});

const roundTrip = (value: unknown, type: DataSchema["type"]) =>
  codec.decode(codec.encode(value, typed(type), none), typed(type), none);
