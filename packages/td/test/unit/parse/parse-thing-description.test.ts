import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseThingDescription, parseThingDescriptionOrThrow } from "../../../src/index.js";
import { lamp, lampWith } from "../lamp.js";

const text = JSON.stringify(lamp);

const onlyFinding = (input: string | Uint8Array | object, options = {}) => {
  const result = parseThingDescription(input, options);
  expect(result.ok).toBe(false);
  expect(result.findings).toHaveLength(1);
  return result.findings[0]!;
};

describe("parseThingDescription", () => {
  it.each([
    ["text", text],
    ["text with a byte order mark", `\uFEFF${text}`],
    ["bytes", new TextEncoder().encode(text)],
    ["bytes with a byte order mark", new TextEncoder().encode(`\uFEFF${text}`)],
  ])("reads %s", (_name, input) => {
    expect(parseThingDescription(input)).toEqual({ ok: true, thing: lamp, findings: [] });
  });

  it("returns the object that it is given, untouched", () => {
    const frozen = deepFreeze(structuredClone(lamp));
    const result = parseThingDescription(frozen);
    expect(result.ok && result.thing).toBe(frozen);
    expect(frozen).toEqual(lamp);
  });

  it.each([
    ["", "WOT_TD_SYNTAX"],
    ["{", "WOT_TD_SYNTAX"],
    ["{]", "WOT_TD_SYNTAX"],
    ['{"a":1}x', "WOT_TD_SYNTAX"],
    ["[".repeat(100_000), "WOT_TD_LIMIT"],
    ["[".repeat(100_000) + "]".repeat(100_000), "WOT_TD_LIMIT"],
    ['{"a":'.repeat(100_000), "WOT_TD_LIMIT"],
  ])("refuses text that cannot be used with one finding (%#)", (input, code) => {
    expect(onlyFinding(input)).toMatchObject({ level: "error", code, pointer: "" });
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(onlyFinding(Uint8Array.of(0x22, 0xff, 0x22)).code).toBe("WOT_TD_SYNTAX");
    expect(onlyFinding(Uint8Array.of(0xed, 0xa0, 0x80)).message).toBe("the document is not UTF-8");
  });

  it.each(["null", "true", "1", '"x"', "[]"])("refuses %s, which is no object", (input) => {
    expect(onlyFinding(input)).toMatchObject({ code: "WOT_TD_INVALID", message: "the document must be an object" });
  });

  it("counts the depth of the document only, not brackets in strings", () => {
    const deep = (levels: number) => lampWith({ "x:deep": nested(levels - 1), description: '[[[["\\{{{'.repeat(20) });
    expect(parseThingDescription(JSON.stringify(deep(64))).ok).toBe(true);
    expect(onlyFinding(JSON.stringify(deep(65))).code).toBe("WOT_TD_LIMIT");
    expect(parseThingDescription(deep(64)).ok).toBe(true);
    expect(onlyFinding(deep(65))).toMatchObject({ code: "WOT_TD_LIMIT", pointer: `/x:deep${"/0".repeat(63)}` });
    expect(parseThingDescription(deep(100), { maxDepth: 100 }).ok).toBe(true);
  });

  it("measures text in bytes of UTF-8", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(lampWith({ description: "é😀€" }))).length;
    const long = JSON.stringify(lampWith({ description: "é😀€" }));
    expect(parseThingDescription(long, { maxBytes: bytes }).ok).toBe(true);
    expect(onlyFinding(long, { maxBytes: bytes - 1 }).code).toBe("WOT_TD_LIMIT");
    expect(onlyFinding(new TextEncoder().encode(long), { maxBytes: bytes - 1 }).code).toBe("WOT_TD_LIMIT");
  });

  it("refuses an object that stands for more text than the limit, also when it is small in memory", () => {
    let bomb: unknown = "x";
    for (let level = 0; level < 60; level++) bomb = [bomb, bomb];
    expect(onlyFinding(lampWith({ "x:bomb": bomb })).code).toBe("WOT_TD_LIMIT");
  });

  it.each([
    ["__proto__", '{"properties":{"__proto__":{}}}', "/properties/__proto__"],
    ["constructor", '{"constructor":1}', "/constructor"],
    ["prototype", '{"a":[{"prototype":1}]}', "/a/0/prototype"],
  ])("refuses the member name %s", (_name, input, pointer) => {
    expect(onlyFinding(input)).toMatchObject({ code: "WOT_TD_INVALID", pointer });
  });

  it("keeps the last of two members with one name, as JSON.parse does", () => {
    const result = parseThingDescription(text.replace('"title":"Lamp"', '"title":1,"title":"Lamp"'));
    expect(result.ok && result.thing.title).toBe("Lamp");
  });

  it("refuses an object with a cycle", () => {
    const cyclic: Record<string, unknown> = { ...lamp };
    cyclic["x:self"] = { again: [cyclic] };
    expect(onlyFinding(cyclic)).toMatchObject({ code: "WOT_TD_SYNTAX", pointer: "/x:self/again/0" });
  });

  it.each([
    ["a function", () => 1],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a bigint", 1n],
    ["a symbol", Symbol("x")],
    ["a Date", new Date(0)],
    ["a Map", new Map()],
    ["bytes", new Uint8Array(2)],
    ["an array with a hole", new Array(1)],
  ])("refuses %s in an object", (_name, value) => {
    const pointer = Array.isArray(value) ? "/x:v/0" : "/x:v";
    expect(onlyFinding(lampWith({ "x:v": value }))).toMatchObject({ code: "WOT_TD_SYNTAX", pointer });
  });

  it("takes a member that is undefined for an absent one", () => {
    expect(parseThingDescription(lampWith({ description: undefined })).ok).toBe(true);
    expect(onlyFinding(lampWith({ title: undefined })).message).toBe('the document needs a member "title"');
  });

  it("survives an object whose getter throws", () => {
    const hostile = Object.defineProperty({ ...lamp }, "x:v", {
      enumerable: true,
      get() {
        throw new TypeError("no");
      },
    });
    expect(onlyFinding(hostile).code).toBe("WOT_TD_SYNTAX");
  });

  it("survives strings of megabytes where the schema has a format", () => {
    const id = `urn:${"a".repeat(4_000_000)}`;
    expect(typeof parseThingDescription(lampWith({ id })).ok).toBe("boolean");
    expect(parseThingDescription(lampWith({ id: `${id} ` })).ok).toBe(false);
  });

  it("survives long strings where the schema has a pattern", () => {
    const sizes = "1".repeat(1_000_000);
    expect(parseThingDescription(lampWith({ links: [{ href: "x", rel: "icon", sizes }] })).ok).toBe(false);
    expect(parseThingDescription(lampWith({ links: [{ href: "x", hreflang: sizes }] })).ok).toBe(false);
  });

  it("compares the values of a long enum in linear time", () => {
    const values = Array.from({ length: 200_000 }, (_, index) => [index]);
    const property = { enum: values, forms: [{ href: "x" }] };
    expect(parseThingDescription(lampWith({ properties: { x: property } })).ok).toBe(true);
  });

  it("keeps the number of findings bounded", () => {
    const broken = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, {}]));
    const result = parseThingDescription(lampWith({ properties: broken, securityDefinitions: broken }));
    expect(result.findings.length).toBeLessThanOrEqual(100);
  });

  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (input) => {
        expect(parseThingDescription(input).ok).toBe(false);
      }),
    );
  });

  it("never throws on any prefix of a document", () => {
    for (let length = 0; length < text.length; length++)
      expect(parseThingDescription(text.slice(0, length)).ok).toBe(false);
  });

  it("never throws on any value", () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true, withSparseArray: true }), (value) => {
        expect(parseThingDescription(value as object).ok).toBe(false);
        expect(parseThingDescription(lampWith({ properties: value })).findings).toBeInstanceOf(Array);
      }),
    );
  });

  it.each([{ maxBytes: 0 }, { maxBytes: 1.5 }, { maxDepth: 0 }, { maxDepth: 513 }, { maxDepth: Number.NaN }])(
    "refuses the limit %j",
    (options) => {
      expect(() => parseThingDescription(lamp, options)).toThrow(UsageError);
    },
  );
});

describe("parseThingDescriptionOrThrow", () => {
  it("returns the Thing", () => {
    expect(parseThingDescriptionOrThrow(text)).toEqual(lamp);
  });

  it("throws with the first finding's place and up to five messages", () => {
    const broken = { "@context": "https://www.w3.org/2022/wot/td/v1.1", id: 1, base: 2, support: 3 };
    const parse = () => parseThingDescriptionOrThrow(broken);
    expect(parse).toThrow(ThingDescriptionError);
    expect(parse).toThrow(/needs a member "title"; .*; and 1 more$/);
    expect(parse).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID", pointer: "" }));
  });

  it("carries the assertion of a broken rule", () => {
    expect(() => parseThingDescriptionOrThrow(lampWith({ security: "nope" }))).toThrow(
      expect.objectContaining({ pointer: "/security", assertion: "td-vocab-security--Thing" }),
    );
  });

  it.each([
    ["{", "WOT_TD_SYNTAX"],
    ["[".repeat(65), "WOT_TD_LIMIT"],
    ["{}", "WOT_TD_INVALID"],
  ])("tells %j by its code", (input, code) => {
    expect(() => parseThingDescriptionOrThrow(input)).toThrow(expect.objectContaining({ code }));
  });
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
