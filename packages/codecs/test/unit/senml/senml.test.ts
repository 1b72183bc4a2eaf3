import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { codecs, senmlCbor, senmlJson } from "../../../src/index.js";
import { bytesOfHex, hexOf, none, refuses } from "../../outcome.js";

const json = senmlJson();
const cbor = senmlCbor();
const schema = (type: DataSchema["type"]): DataSchema => ({ type }) as DataSchema;
const fromText = (text: string, type?: DataSchema["type"]) =>
  json.decode(new TextEncoder().encode(text), type && schema(type), none);
const toText = (value: unknown) => new TextDecoder().decode(json.encode(value, undefined, none));

/** RFC 8428 §5.1.1 and §5.1.3, whose numbers carry over. */
const single = '[{"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}]';
const several = '[{"bn":"a:","bv":20,"n":"x","v":1.5},{"n":"y","vb":true},{"n":"z","v":-20},{"n":"d","vd":"-_8"}]';

describe("SenML", () => {
  it("is the value of the only record where the schema is of a scalar", () => {
    expect(fromText(single, "number")).toBe(23.1);
    expect(fromText('[{"vs":"on"}]', "string")).toBe("on");
    expect(fromText('[{"bn":"a","bver":10},{"vb":false}]', "boolean")).toBe(false);
    expect([toText(23.1), toText("on"), toText(true)]).toEqual(['[{"v":23.1}]', '[{"vs":"on"}]', '[{"vb":true}]']);
  });

  it("is the values by name where the schema is of an object, with base name and base value", () => {
    const value = { "a:x": 21.5, "a:y": true, "a:z": 0, "a:d": Uint8Array.of(0xfb, 0xff) };
    expect(fromText(several, "object")).toEqual(value);
    expect(fromText(toText(value), "object")).toEqual(value);
  });

  it("is the records themselves otherwise", () => {
    expect(fromText(single)).toEqual(JSON.parse(single));
    expect(toText(JSON.parse(single))).toBe(single);
  });

  it("has integers for names in CBOR", () => {
    const value = [{ bn: "a", n: "b", u: "Cel", v: 1, vd: "-_8", extra: 2 }];
    const hex = "81a6 21 6161 00 6162 01 6343656c 02 01 08 42fbff 656578747261 02".replaceAll(" ", "");
    expect(hexOf(cbor.encode(value, undefined, none))).toBe(hex);
    expect(cbor.decode(bytesOfHex(hex), undefined, none)).toEqual(value);
    expect(cbor.decode(bytesOfHex("81a10218 2a".replace(" ", "")), schema("integer"), none)).toBe(42);
  });

  it("is found by its content types, before what JSON and CBOR are", () => {
    for (const contentType of ["application/senml+json", "application/senml+cbor"]) {
      const codec = codecs().for(contentType)!;
      expect(codec.decode(codec.encode(5, schema("integer")), schema("integer"))).toBe(5);
    }
  });

  it.each([
    ["no array", "{}"],
    ["a record that is none", "[1]"],
    ["a version of tomorrow", '[{"bver":11,"v":1}]'],
    ["an extension that must be understood", '[{"v":1,"x_":1}]'],
    ["several values", '[{"v":1},{"v":2}]'],
    ["no value", '[{"n":"a"}]'],
    ["a value of a wrong type", '[{"v":"1"}]'],
    ["data that is no base64url", '[{"vd":"*"}]'],
  ])("is refused as a scalar with %s", (_what, text) => {
    expect(refuses(() => fromText(text, "number"))).toBe(true);
  });

  it("is refused with names that come twice or reach a prototype", () => {
    expect(refuses(() => fromText('[{"n":"a","v":1},{"n":"a","v":2}]', "object"))).toBe(true);
    expect(refuses(() => fromText('[{"n":"__proto__","v":1}]', "object"))).toBe(true);
  });

  it("is refused for values that it cannot carry", () => {
    for (const value of [null, Number.NaN, { a: [1] }, { a: { b: 1 } }])
      expect(refuses(() => json.encode(value, undefined, none))).toBe(true);
  });

  it("is refused in CBOR with a label that nobody knows, or one that stands for a name that is there", () => {
    expect(refuses(() => cbor.decode(bytesOfHex("81a1182001"), undefined, none))).toBe(true);
    expect(refuses(() => cbor.decode(bytesOfHex("81a202016176 02".replace(" ", "")), undefined, none))).toBe(true);
  });

  it("survives every prefix and every change of a byte in CBOR", () => {
    const valid = cbor.encode(
      [
        { bn: "a", bv: 1, v: 2.5 },
        { n: "b", vd: "-_8" },
      ],
      undefined,
      none,
    );
    for (let length = 0; length < valid.length; length++) {
      expect(
        refuses(() => cbor.decode(valid.subarray(0, length), schema("object"), none)),
        `${length}`,
      ).toBe(true);
    }
    for (let at = 0; at < valid.length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        const mutated = Uint8Array.from(valid);
        mutated[at] = byte;
        refuses(() => cbor.decode(mutated, schema("object"), none));
      }
    }
  });
});
