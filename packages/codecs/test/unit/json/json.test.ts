import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "../../../src/index.js";
import { none, refusalOf, refuses, utf8 } from "../../outcome.js";

const codec = json();
const encode = (value: unknown) => codec.encode(value, undefined, none);
const decode = (body: Uint8Array) => codec.decode(body, undefined, none);
const textOf = (body: Uint8Array) => new TextDecoder().decode(body);

describe("json", () => {
  it("gives back every JSON value that it wrote", () => {
    const values = fc.jsonValue({ depthSize: "small" }).map((value) => JSON.parse(JSON.stringify(value)));
    const harmless = values.filter((value) => !JSON.stringify(value).includes("__proto__"));
    fc.assert(
      fc.property(harmless, (value) => {
        expect(decode(encode(value))).toStrictEqual(value);
      }),
    );
  });

  it("writes what JSON.stringify writes", () => {
    const value = { a: undefined, at: new Date(0), list: [1, "ü", null], nested: { ok: true } };
    expect(textOf(encode(value))).toBe(JSON.stringify(value));
  });

  it("writes into an array of exactly the size", () => {
    const body = encode({ brightness: 50 });
    expect(body.buffer.byteLength).toBe(body.length);
  });

  it("writes large values whole", () => {
    const large = Array.from({ length: 5000 }, (_, i) => `wert ${i} ü`);
    expect(decode(encode(large))).toStrictEqual(large);
  });

  it.each([
    ["undefined", undefined, ""],
    ["NaN", Number.NaN, ""],
    ["Infinity in an object", { a: { "x/y": Number.POSITIVE_INFINITY } }, "/a/x~1y"],
    ["undefined in an array", [1, undefined], "/1"],
    ["a bigint", { n: 1n }, "/n"],
    ["a function", () => 1, ""],
    ["a function as a member", { f: () => 1 }, "/f"],
    ["a symbol", [Symbol("s")], "/0"],
    ["bytes", { picture: new Uint8Array(2) }, "/picture"],
    ["a Map", new Map([["a", 1]]), ""],
    ["what toJSON makes of it", { toJSON: () => Number.NaN }, ""],
  ])("refuses to write %s and says where it is", (_, value, pointer) => {
    const refusal = refusalOf(() => encode(value));
    expect(refusal).toMatchObject({ code: "WOT_DATA_SYNTAX", pointer });
  });

  it("refuses to write a cycle", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(refusalOf(() => encode(cycle)).message).toContain("cyclic");
  });

  it("refuses to write a value whose getter throws, and keeps the cause", () => {
    const cause = new RangeError("broken");
    const value = Object.defineProperty({}, "x", {
      enumerable: true,
      get() {
        throw cause;
      },
    });
    expect(refusalOf(() => encode(value)).cause).toBe(cause);
  });

  it.each(["", " ", "{", "[1,]", "{'a':1}", "NaN", "1 2", '"\u0001"', "undefined"])("refuses to read %j", (text) => {
    expect(refusalOf(() => decode(utf8(text))).code).toBe("WOT_DATA_SYNTAX");
  });

  it("refuses every truncation of an object", () => {
    const whole = encode({ name: "Lämpchen", list: [1.5, true, null], nested: { a: '\\"' } });
    for (let end = 0; end < whole.length; end++) expect(refuses(() => decode(whole.subarray(0, end)))).toBe(true);
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(refusalOf(() => decode(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).message).toContain("UTF-8");
  });

  it("ignores a byte order mark (RFC 8259 §8.1)", () => {
    expect(decode(utf8("\ufeff[1]"))).toStrictEqual([1]);
  });

  it.each(["[", '{"a":'])("refuses 100,000 nested %s before it parses them", (opening) => {
    expect(refusalOf(() => decode(utf8(opening.repeat(100_000)))).message).toContain("deeper than 64");
  });

  it("takes exactly `maxDepth` levels, both ways", () => {
    const two = json({ maxDepth: 2 });
    expect(two.decode(two.encode([[1]], undefined, none), undefined, none)).toStrictEqual([[1]]);
    expect(refuses(() => two.encode([[[1]]], undefined, none))).toBe(true);
    expect(refuses(() => two.decode(utf8("[[[]]]"), undefined, none))).toBe(true);
    expect(refuses(() => two.decode(utf8("[[{}]]"), undefined, none))).toBe(true);
  });

  it("does not count brackets within strings", () => {
    const text = `["${"[".repeat(200)}\\"${"{".repeat(200)}"]`;
    expect(decode(utf8(text))).toStrictEqual(JSON.parse(text));
  });

  it.each(["1e309", "-1E+400", '{"a":[1e999]}', `1${"0".repeat(400)}`])(
    "refuses %s, which no double can be",
    (text) => {
      expect(refuses(() => decode(utf8(text)))).toBe(true);
    },
  );

  it.each(["1e308", "1e-999", '"1e999"', `0.${"1".repeat(400)}`])("takes %s", (text) => {
    expect(decode(utf8(text))).toBe(JSON.parse(text));
  });

  it.each(['{"__proto__":{"admin":true}}', '[{"a":{"__pr\\u006fto__":1}}]', '{"\\u005f\\u005fproto\\u005F_":1}'])(
    "refuses the member __proto__ in %s",
    (text) => {
      expect(refusalOf(() => decode(utf8(text))).message).toContain("__proto__");
    },
  );

  it("takes the text __proto__ and the name constructor as data", () => {
    const value = { constructor: "__proto__", toString: "ü" };
    expect(decode(utf8(JSON.stringify(value)))).toStrictEqual(value);
  });

  it("does not repeat the content in its messages", () => {
    expect(refusalOf(() => decode(utf8('{"password": hunter2}'))).message).not.toContain("hunter2");
  });
});
