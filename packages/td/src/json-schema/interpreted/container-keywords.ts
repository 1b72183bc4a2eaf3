import { isRecord } from "../../json/is-record.js";
import { escapePointer } from "../../json-pointer.js";
import { isUniqueItems } from "../unique-items.js";
import type { CheckPart, Keyword } from "./keyword.js";
import { type Visit, violate } from "./visit.js";

type Keywords = readonly (readonly [string, Keyword])[];

/** Whether all of `things` pass; the first that does not is the last unless all errors are wanted. */
export function every<T>({ rules }: Visit, things: Iterable<T>, passes: (thing: T) => boolean): boolean {
  let all = true;
  for (const thing of things) {
    if (passes(thing)) continue;
    all = false;
    if (!rules.allErrors) return false;
  }
  return all;
}

const size =
  (keyword: string, holds: (size: number, limit: number) => boolean): Keyword =>
  (visit, value, limit) => {
    const count = Array.isArray(value) ? value.length : Object.keys(value as object).length;
    return holds(count, limit as number) || violate(visit, keyword, { limit });
  };

/** Of arrays, in ajv's order. */
export const arrayKeywords = (check: CheckPart): Keywords => {
  const item = (visit: Visit, items: readonly unknown[], index: number, schema: unknown, by: string): boolean =>
    check(visit, { schema, at: `/${index}`, by }, items[index]);
  const from = (start: number, end: number): readonly number[] =>
    Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  return [
    ["maxItems", size("maxItems", (count, limit) => count <= limit)],
    ["minItems", size("minItems", (count, limit) => count >= limit)],
    [
      "additionalItems",
      (visit, value, schema) => {
        const items = value as readonly unknown[];
        const { items: tuple } = visit.schema;
        if (!Array.isArray(tuple)) return true;
        if (schema === false)
          return items.length <= tuple.length || violate(visit, "additionalItems", { limit: tuple.length });
        const rest = from(tuple.length, items.length);
        return every(visit, rest, (index) => item(visit, items, index, schema, "additionalItems"));
      },
    ],
    [
      "items",
      (visit, value, schema) => {
        const items = value as readonly unknown[];
        if (!Array.isArray(schema))
          return every(visit, items.keys(), (index) => item(visit, items, index, schema, "items"));
        const tuple = from(0, Math.min(schema.length, items.length));
        return every(visit, tuple, (index) => item(visit, items, index, schema[index], `items/${index}`));
      },
    ],
    [
      "contains",
      (visit, value, schema) => {
        const { length } = visit.violations;
        const items = value as readonly unknown[];
        const found = items.some((each, index) =>
          check(visit, { schema, at: `/${index}`, by: "contains", isBranch: true }, each),
        );
        if (!found) return violate(visit, "contains", { minContains: 1 });
        visit.violations.length = length;
        return true;
      },
    ],
    [
      "uniqueItems",
      (visit, value, unique) => !unique || isUniqueItems(value as unknown[]) || violate(visit, "uniqueItems"),
    ],
  ];
};

/** Of objects. */
export const objectKeywords = (check: CheckPart): Keywords => {
  const member = (visit: Visit, value: object, name: string, schema: unknown, by: string): boolean =>
    check(visit, { schema, at: `/${escapePointer(name)}`, by }, (value as Record<string, unknown>)[name]);
  return [
    ["maxProperties", size("maxProperties", (count, limit) => count <= limit)],
    ["minProperties", size("minProperties", (count, limit) => count >= limit)],
    [
      "required",
      (visit, value, names) =>
        every(
          visit,
          names as readonly string[],
          (name) => hasMember(value as object, name) || violate(visit, "required", { missingProperty: name }),
        ),
    ],
    [
      "propertyNames",
      (visit, value, schema) =>
        every(
          visit,
          Object.keys(value as object),
          (name) =>
            check(visit, { schema, by: "propertyNames", isBranch: true }, name) ||
            violate(visit, "propertyNames", { propertyName: name }),
        ),
    ],
    [
      "additionalProperties",
      (visit, value, schema) =>
        every(visit, additionalOf(visit, value as object), (name) =>
          schema === false
            ? violate(visit, "additionalProperties", { additionalProperty: name })
            : member(visit, value as object, name, schema, "additionalProperties"),
        ),
    ],
    [
      "properties",
      (visit, value, schemas) => {
        const named = Object.entries(schemas as object).filter(([name]) => hasMember(value as object, name));
        return every(visit, named, ([name, schema]) =>
          member(visit, value as object, name, schema, `properties/${name}`),
        );
      },
    ],
    [
      "patternProperties",
      (visit, value, schemas) =>
        every(visit, Object.entries(schemas as object), ([pattern, schema]) => {
          const matcher = visit.rules.patterns(pattern, "u");
          const names = Object.keys(value as object).filter((name) => matcher.test(name));
          return every(visit, names, (name) =>
            member(visit, value as object, name, schema, `patternProperties/${pattern}`),
          );
        }),
    ],
  ];
};

/** A member that is `undefined` is none. */
const hasMember = (value: object, name: string): boolean =>
  Object.hasOwn(value, name) && (value as Record<string, unknown>)[name] !== undefined;

/** Members that the schema neither names nor has a pattern for. */
function additionalOf({ schema, rules }: Visit, value: object): readonly string[] {
  const named = isRecord(schema.properties) ? schema.properties : {};
  const patterns = isRecord(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  const matchers = patterns.map((pattern) => rules.patterns(pattern, "u"));
  return Object.keys(value).filter(
    (name) => !Object.hasOwn(named, name) && !matchers.some((matcher) => matcher.test(name)),
  );
}
