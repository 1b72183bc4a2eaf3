import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDataSchema, type DataSchema } from "../../../src/index.js";

/** Schemas of the tests are often what no type would allow. */
const compile = (schema: unknown) => compileDataSchema(schema as DataSchema);
const messageOf = (schema: unknown, value: unknown) =>
  compile(schema)
    .check(value)
    .map(({ message }) => message)
    .join("; ");
const accepts = (schema: unknown, value: unknown) => compile(schema).check(value).length === 0;

describe("a DataSchemaValidator", () => {
  it("throws a DataSchemaError with the place and the schema", () => {
    const schema: DataSchema = { type: "object", properties: { level: { type: "integer", maximum: 100 } } };
    const validator = compileDataSchema(schema);
    expect(() => validator.validate({ level: 100 })).not.toThrow();
    expect(() => validator.validate({ level: 101 })).toThrow(DataSchemaError);
    expect(() => validator.validate({ level: 101 })).toThrow(
      expect.objectContaining({
        code: "WOT_DATA_INVALID",
        pointer: "/level",
        message: "/level must be at most 100",
        schema,
      }),
    );
  });

  it("is the same for the same schema", () => {
    const schema: DataSchema = { type: "string" };
    expect(compileDataSchema(schema)).toBe(compileDataSchema(schema));
    expect(compileDataSchema(schema).schema).toBe(schema);
    expect(compileDataSchema({ type: "string" })).not.toBe(compileDataSchema(schema));
  });

  it.each<[unknown, unknown, string]>([
    [{ type: "boolean" }, 1, "the value must be a boolean"],
    [{ type: "number" }, "1", "the value must be a number"],
    [{ type: "number" }, Number.NaN, "the value must be a number"],
    [{ type: "integer" }, 1.5, "the value must be an integer"],
    [{ type: "integer" }, 2.0, ""],
    [{ type: "string" }, null, "the value must be a string"],
    [{ type: "null" }, 0, "the value must be null"],
    [{ type: "array" }, {}, "the value must be an array"],
    [{ type: "object" }, [], "the value must be an object"],
    [{ type: ["string", "null"] }, 1, "the value must be a string or null"],
    [{ type: "number", minimum: 0 }, -1, "the value must be at least 0"],
    [{ type: "number", maximum: 0 }, 1, "the value must be at most 0"],
    [{ type: "number", exclusiveMinimum: 0 }, 0, "the value must be more than 0"],
    [{ type: "number", exclusiveMaximum: 0 }, 0, "the value must be less than 0"],
    [{ type: "string", minLength: 2 }, "😀", "the value must be at least 2 characters long"],
    [{ type: "string", maxLength: 1 }, "ab", "the value must be at most 1 character long"],
    [{ type: "string", pattern: "^a" }, "b", 'the value must match the pattern "^a"'],
    [{ type: "string", format: "ipv4" }, "x", 'the value must have the format "ipv4"'],
    [{ type: "string", enum: ["a", "b", "c"] }, "d", 'the value must be "a", "b" or "c"'],
    [{ const: 1 }, 2, "the value must be 1"],
    [{ const: { a: [1] } }, { a: [1] }, ""],
    [{ enum: [{ a: 1 }] }, { a: 2 }, 'the value must be {"a":1}'],
    [{ type: "array", minItems: 1 }, [], "the value must have at least 1 item"],
    [{ type: "array", maxItems: 1 }, [1, 2], "the value must have at most 1 item"],
    [{ type: "array", items: { type: "string" } }, ["a", 1], "/1 must be a string"],
    [{ type: "array", items: [{ type: "string" }, { type: "number" }] }, ["a", "b"], "/1 must be a number"],
    [{ type: "array", uniqueItems: true }, [{ a: 1 }, { a: 1 }], "the value must not have the same item twice"],
    [{ type: "object", required: ["a"] }, {}, 'the value needs a member "a"'],
    [{ type: "object", required: ["constructor"] }, {}, 'the value needs a member "constructor"'],
    [{ type: "object", properties: { "a/b": { type: "null" } } }, { "a/b": 0 }, "/a~1b must be null"],
    [{ type: "object", additionalProperties: false }, { a: 1 }, 'the value must not have a member "a"'],
    [{ oneOf: [{ type: "string" }, { type: "number" }] }, true, "the value must be a string or a number"],
    [{ oneOf: [{ type: "string" }, { type: "number", minimum: 5 }] }, 1, "the value must be at least 5"],
    [{ oneOf: [{ const: "a" }, { const: "b" }] }, "c", 'the value must be "a" or "b"'],
    [{ oneOf: [{ minimum: 0 }, { maximum: 9 }] }, 5, "the value matches more than one alternative"],
    [
      { oneOf: [{ type: "null" }, { type: "object", required: ["a"], properties: { a: { type: "string" } } }] },
      { a: 1 },
      "/a must be a string",
    ],
    [{ not: { type: "null" } }, null, "the value is what it must not be"],
    [{ items: false }, [1], "/0 is what it must not be"],
  ])("of %j says of %j: %j", (schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message);
  });

  it("allows anything where the schema has no constraint", () => {
    for (const schema of [{}, { title: "x", unit: "om:kelvin" }, { type: undefined }, { readOnly: true, forms: [] }]) {
      for (const value of [undefined, null, 0, "x", [], {}]) expect(accepts(schema, value)).toBe(true);
    }
  });

  it("does not accept a missing value where the schema has a type", () => {
    expect(accepts({ type: "null" }, undefined)).toBe(false);
    expect(accepts({ type: "object" }, undefined)).toBe(false);
  });

  it("ignores the terms of a PropertyAffordance", () => {
    const property = {
      "@type": "saref:Level",
      title: "Level",
      titles: { de: "Stufe" },
      description: "d",
      unit: "%",
      default: "no number",
      observable: true,
      readOnly: true,
      writeOnly: false,
      uriVariables: { x: { type: 5 } },
      forms: [{ href: "x", "htv:methodName": "GET" }],
      "tm:ref": "#/x",
      type: "number",
    };
    expect(accepts(property, 5)).toBe(true);
    expect(messageOf(property, "5")).toBe("the value must be a number");
  });

  it.each([
    { $ref: "https://example.org/elsewhere" },
    { $ref: "#/definitions/nope" },
    { $id: "http://json-schema.org/draft-07/schema#" },
    { $schema: "https://example.org/unknown" },
    { $async: true },
    { id: "x", definitions: { a: 5 } },
    { contentEncoding: "base64", contentMediaType: "image/png" },
    { format: "never-heard-of" },
    { nullable: true },
    { discriminator: { propertyName: "x" } },
  ])("ignores %j", (terms) => {
    const schema = { type: "string", maxLength: 3, ...terms };
    expect(accepts(schema, "abc")).toBe(true);
    expect(accepts({ ...schema }, "abcd")).toBe(false);
  });

  it("keeps schemas with one $id apart", () => {
    const first = { $id: "urn:x", type: "string", minLength: 2 };
    const second = { $id: "urn:x", type: "number", exclusiveMinimum: 2 };
    expect(accepts(first, "ab") && accepts(second, 3)).toBe(true);
    expect(accepts(second, 2)).toBe(false);
  });

  it("knows a property named like a member of Object", () => {
    const schema = { type: "object", properties: { constructor: { type: "string" }, toString: { type: "number" } } };
    expect(accepts(schema, {})).toBe(true);
    expect(messageOf(schema, { constructor: 1 })).toBe("/constructor must be a string");
  });

  it("does not apply defaults and does not touch the value", () => {
    const value = Object.freeze({});
    expect(accepts({ type: "object", properties: { a: { type: "number", default: 1 } } }, value)).toBe(true);
    expect(value).toEqual({});
  });

  it.each<[number, number, boolean]>([
    [19.3, 0.1, true],
    [0.3, 0.1, true],
    [1.1, 0.01, true],
    [-4.2, 0.1, true],
    [19.35, 0.1, false],
    [0.15, 0.1, false],
    [1e-7, 1e-8, true],
    [7, 2, false],
    [9_007_199_254_740_991, 2, false],
    [1e308, 0.5, true],
    [0, 0.1, true],
    [21.5, 0.5, true],
    [21.4, 0.5, false],
  ])("takes %d for a multiple of %d: %s", (value, multipleOf, expected) => {
    expect(accepts({ type: "number", multipleOf }, value)).toBe(expected);
  });

  it.each([
    ["iri", "https://exämple.org/ö", "no iri"],
    ["iri", "modbus+tcp://x", "/x"],
    ["iri-reference", "../ö", "a b"],
    ["uri", "coap://x/y", "x"],
    ["email", "a@b.example", `${"a".repeat(5000)}@b.example`],
    ["date-time", "2026-01-01T00:00:00Z", "2026"],
    ["uuid", "6f1e1f2a-9f0b-4c5e-8e36-0e0f6b9f5d11", "6f1e"],
  ])("knows the format %s", (format, good, bad) => {
    expect(accepts({ type: "string", format }, good)).toBe(true);
    expect(accepts({ type: "string", format }, bad)).toBe(false);
  });

  // On the language's own engine this test would not end.
  it("tries a pattern with nested repetition in linear time, whatever the value", () => {
    const value = `${"a".repeat(50_000)}b`;
    expect(accepts({ type: "string", pattern: "^(a+)+$" }, value)).toBe(false);
    expect(accepts({ type: "string", pattern: "^\\s*a*a*a*c" }, value)).toBe(false);
  });

  it.each(["^(?!00)", "(a)\\1", "^.{1,2000}$", "(".repeat(30_000) + ")".repeat(30_000)])(
    "leaves out a pattern that cannot be tried in linear time",
    (pattern) => {
      expect(accepts({ type: "string", pattern, maxLength: 3 }, "000")).toBe(true);
      expect(accepts({ type: "string", pattern, maxLength: 3 }, "0000")).toBe(false);
      expect(accepts({ patternProperties: { [pattern]: false } }, { a: 1 })).toBe(true);
    },
  );

  it("takes a pattern that only a lenient engine understands", () => {
    expect(accepts({ type: "string", pattern: "^[\\w-.]+\\-x$" }, "a-x")).toBe(true);
  });

  it("finds a value too deep or too long instead of a stack overflow", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(accepts({ type: "array", items: { type: "array" } }, deep)).toBe(true);
    expect(messageOf({ type: "array", uniqueItems: true }, [deep, deep])).toMatch(/too deep/);
  });

  it("stops at the first place of a long value", () => {
    const values = new Array(100_000).fill("x");
    expect(compile({ type: "array", items: { type: "number" } }).check(values)).toHaveLength(1);
  });

  it("restricts nothing by an empty oneOf, which TD 1.1 allows", () => {
    const { check } = compileDataSchema({ type: "integer", oneOf: [] });
    expect(check(5)).toEqual([]);
    expect(check("5")).toHaveLength(1);
  });

  it("never quotes the value", () => {
    const secret = "hunter2";
    for (const schema of [{ type: "number" }, { const: "x" }, { pattern: "^x" }, { format: "uri" }, { maxLength: 1 }]) {
      expect(messageOf({ ...schema }, secret)).not.toContain(secret);
    }
  });
});

describe("compileDataSchema", () => {
  it.each<[unknown, string]>([
    [{ type: "string", pattern: "(" }, "/pattern"],
    [{ type: "strng" }, "/type"],
    [{ type: [] }, "/type"],
    [{ properties: { a: { items: [{ pattern: "[" }] } } }, "/properties/a/items/0/pattern"],
    [{ enum: [] }, "/enum"],
    [{ enum: "a" }, "/enum"],
    [{ anyOf: [] }, "/anyOf"],
    [{ oneOf: {} }, "/oneOf"],
    [{ minimum: "0" }, "/minimum"],
    [{ maximum: Number.NaN }, "/maximum"],
    [{ multipleOf: 0 }, "/multipleOf"],
    [{ maxLength: -1 }, "/maxLength"],
    [{ required: [1] }, "/required"],
    [{ properties: [] }, "/properties"],
    [{ items: 5 }, "/items"],
    [{ patternProperties: { "(": {} } }, "/patternProperties/("],
    [{ uniqueItems: 1 }, "/uniqueItems"],
    [null, ""],
    ["string", ""],
    [true, ""],
  ])("refuses %j at %j", (schema, pointer) => {
    expect(() => compile(schema)).toThrow(ThingDescriptionError);
    expect(() => compile(schema)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID", pointer }));
  });

  it("refuses a schema that contains itself, or is too large", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.items = cyclic;
    expect(() => compile(cyclic)).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
    const wide = { properties: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`p${index}`, {}])) };
    expect(() => compile(wide)).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
    let bomb: unknown = {};
    for (let level = 0; level < 40; level++) bomb = { oneOf: [bomb, bomb] };
    expect(() => compile(bomb)).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
  });

  it("takes a schema of just as many schemas as it may have", () => {
    const members = Array.from({ length: 999 }, (_, index) => [`p${index}`, { type: "string", maxLength: index }]);
    expect(messageOf({ properties: Object.fromEntries(members) }, { p998: 1 })).toBe("/p998 must be a string");
  });

  it("leaves a frozen schema as it is", () => {
    const schema = Object.freeze({ type: "object", properties: Object.freeze({ a: Object.freeze({ $ref: "#" }) }) });
    expect(accepts(schema, { a: 1 })).toBe(true);
    expect(schema).toEqual({ type: "object", properties: { a: { $ref: "#" } } });
  });

  it("gives plain scalars the findings that ajv gives", () => {
    const scalar = fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.string(),
      fc.boolean(),
    );
    const schema = fc.record(
      {
        type: fc.constantFrom("boolean", "integer", "number", "string", "null"),
        minimum: fc.integer({ min: -9, max: 9 }),
        maximum: fc.integer({ min: -9, max: 9 }),
        enum: fc.array(scalar, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ["type"] },
    );
    const value = fc.oneof(
      scalar,
      fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY),
      fc.constant([]),
    );
    fc.assert(
      fc.property(schema, value, (plain, candidate) => {
        const quick = compile(plain).check(candidate);
        // `allOf` sends the schema to ajv and changes nothing else. What ajv looks at first is its own affair.
        const thorough = compile({ ...plain, allOf: [{}] }).check(candidate);
        expect(thorough.length).toBe(quick.length);
        if (thorough[0]?.keyword === quick[0]?.keyword) expect(thorough).toEqual(quick);
      }),
      { numRuns: 150 },
    );
  });
});
