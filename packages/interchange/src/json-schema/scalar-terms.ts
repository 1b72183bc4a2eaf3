import { isRecord } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";

const isString = (value: unknown) => typeof value === "string";
const isBoolean = (value: unknown) => typeof value === "boolean";
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isAnything = () => true;

/** Terms of a DataSchema whose values are taken over as they are, each with what its value must be. */
const checks = new Map<string, (value: unknown) => boolean>([
  ...["title", "description", "format", "pattern", "contentEncoding", "contentMediaType", "unit"].map(
    (term) => [term, isString] as const,
  ),
  ...["readOnly", "writeOnly"].map((term) => [term, isBoolean] as const),
  ...["minItems", "maxItems", "minLength", "maxLength"].map((term) => [term, isCount] as const),
  ["const", isAnything],
  ["default", isAnything],
  ["multipleOf", (value) => typeof value === "number" && value > 0],
  ["required", (value) => Array.isArray(value) && value.every(isString)],
]);

const limits = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);

/** Whether a DataSchema's `term` may have this value. */
export const isFit = (term: string, value: unknown): boolean =>
  limits.has(term) ? typeof value === "number" : checks.get(term)?.(value) === true;

/** The terms of `schema` that a DataSchema has with the same meaning and that hold no other schema. */
export function scalarTerms(schema: JsonObject, pointer: string, losses: LossList): JsonObject {
  const members = Object.entries(schema).filter(([term, value]) => checks.get(term)?.(value) === true);
  if (schema.enum === undefined) return Object.fromEntries(members);
  const values = distinct(schema.enum);
  if (values.length > 0) members.push(["enum", values]);
  else losses.add(`${pointer}/enum`, "an enum is a list of at least one value");
  return Object.fromEntries(members);
}

/** The items of a list, each once: a DataSchema's `enum` has no value twice. */
function distinct(list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) return [];
  return [...new Map(list.map((value) => [JSON.stringify(sorted(value)), value])).values()];
}

/** `value` with the members of its objects in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
