import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOf, createAjv } from "../../../../src/json-schema/create-ajv.js";
import { interpretedCheck } from "../../../../src/json-schema/interpreted/interpreted-check.js";
import { linearPatterns } from "../../../../src/json-schema/pattern.js";
import type { SchemaCheck } from "../../../../src/json-schema/schema-check.js";
import { describeViolation } from "../../../../src/json-schema/violation.js";
import { w3cSchema } from "../../../../src/schema/w3c-schema.js";
import { lamp } from "../../lamp.js";

const rules = { patterns: linearPatterns };

/** What a person would read, in any order. */
const said = (check: SchemaCheck, value: unknown): readonly string[] =>
  check(value)
    .map((violation) => describeViolation(violation, "the value"))
    .sort();

/** Both engines' checks of `schema`. */
const checksOf = (schema: object, allErrors: boolean): readonly [SchemaCheck, SchemaCheck] => [
  interpretedCheck(schema, { ...rules, root: schema, allErrors }),
  checkOf((allErrors ? goOn : stopAtFirst).compile(schema)),
];

const goOn = createAjv({ ...rules, allErrors: true });
const stopAtFirst = createAjv({ ...rules, allErrors: false });

const names = fc.constantFrom("a", "b", "a/b~");
/** As `JSON.parse` makes them: ajv tells objects without a prototype from others. */
const plain = { noNullPrototype: true };

/** Small values, so that a random one often meets a random schema. */
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, 2, 0.5, "", "a", "ab", "1970-01-01", "💡"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { ...plain, maxKeys: 3 }),
  ),
}));

const few = fc.nat(2);
const types = fc.constantFrom("boolean", "integer", "number", "string", "object", "array", "null");

const { schema: schemas } = fc.letrec<{ schema: object }>((tie) => {
  const schema = tie("schema");
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 2 })) }, { requiredKeys: [] }),
      fc.record(
        {
          type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 2 })),
          const: values,
          enum: fc.array(values, { minLength: 1, maxLength: 3 }),
          minimum: few,
          exclusiveMaximum: few,
          multipleOf: fc.constantFrom(0.5, 2),
          maxLength: few,
          pattern: fc.constantFrom("^a", "b$"),
          format: fc.constantFrom("date", "int32", "unknown"),
          maxItems: few,
          items: fc.oneof(schema, list),
          additionalItems: fc.oneof(fc.constant(false), schema),
          contains: schema,
          uniqueItems: fc.boolean(),
          minProperties: few,
          required: fc.uniqueArray(names, { maxLength: 2 }),
          properties: fc.dictionary(names, schema, { ...plain, maxKeys: 2 }),
          patternProperties: fc.dictionary(fc.constantFrom("^a", "b"), schema, { ...plain, maxKeys: 1 }),
          additionalProperties: fc.oneof(fc.constant(false), schema),
          propertyNames: schema,
          not: schema,
          anyOf: list,
          oneOf: list,
          allOf: list,
          if: schema,
          // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
          then: schema,
          else: schema,
        },
        { requiredKeys: [] },
      ),
    ),
  };
});

describe("interpretedCheck", () => {
  it("takes __proto__ for a name like any other", () => {
    const schema = { type: "object", properties: JSON.parse('{"__proto__":{"type":"integer"}}') as object };
    const check = interpretedCheck(schema, { ...rules, root: schema, allErrors: true });
    expect(check(JSON.parse('{"__proto__":1}'))).toEqual([]);
    expect(said(check, JSON.parse('{"__proto__":"x"}'))).toEqual(["/__proto__ must be an integer"]);
    expect(said(check, {})).toEqual([]);
  });

  it.each([true, false])("agrees with ajv on what is valid, all errors: %s", (allErrors) => {
    fc.assert(
      fc.property(schemas, fc.array(values, { minLength: 1, maxLength: 5 }), (schema, samples) => {
        const [interpreted, compiled] = checksOf(schema, allErrors);
        for (const value of samples) expect(interpreted(value).length > 0).toBe(compiled(value).length > 0);
      }),
      { numRuns: 50 },
    );
  });

  it("finds in Thing Descriptions what ajv finds by the W3C schema", () => {
    const [interpreted, compiled] = checksOf(w3cSchema, true);
    expect(interpreted(lamp)).toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(lamp)), values, (path, value) => {
        const broken = withValue(lamp, path, value);
        expect(said(interpreted, broken)).toEqual(said(compiled, broken));
      }),
    );
  });
});

type Path = readonly string[];

/** Where something is in `value`. */
const pathsIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [[...path, name], ...pathsIn(member, [...path, name])])
    : [];

function withValue(document: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  const copy = structuredClone(document) as Record<string, unknown>;
  copy[name] = withValue(copy[name], rest, value);
  return copy;
}
