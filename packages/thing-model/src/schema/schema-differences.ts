import type { JsonObject } from "../json-object.js";
import { alternativeDifferences, itemDifferences } from "./alternatives.js";
import type { Difference } from "./difference.js";
import { flagDifferences } from "./flags.js";
import { mapDifferences, requiredDifferences } from "./members.js";
import { rangeDifferences } from "./range.js";
import { semanticTypeDifferences } from "./semantic-types.js";
import { constraint, meaning, type TermEffects, termDifferences } from "./term-differences.js";
import { valueSetDifferences } from "./value-set.js";

/**
 * What is different between two DataSchemas, each named for what it does to the possible values. A term whose value is a
 * placeholder says nothing. Recursive, so both must have been limited in depth.
 *
 * @param pointer - where the schemas stand
 * @param ignored - terms at the top that something else compares: those of the affordance that is a schema too
 * @see TD 1.1 §5.3.2
 */
export function* schemaDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
  ignored: readonly string[] = [],
): Generator<Difference> {
  yield* valueSetDifferences(before, after, pointer);
  yield* rangeDifferences(before, after, pointer);
  yield* mapDifferences(before, after, { term: "properties", pointer }, schemaDifferences);
  yield* requiredDifferences(before, after, pointer);
  yield* itemDifferences(before, after, pointer, schemaDifferences);
  yield* alternativeDifferences(before, after, pointer, schemaDifferences);
  yield* semanticTypeDifferences(before, after, pointer);
  if (!ignored.includes("readOnly")) yield* flagDifferences(before, after, pointer, accessFlags);
  const known = ignored.length === 0 ? compared : new Set([...compared, ...ignored]);
  yield* termDifferences(before, after, pointer, { effects, known });
}

/** Of a member of a value: who may set it. */
const accessFlags = { readOnly: ["removed", "added"], writeOnly: ["removed", "added"] } as const;

const effects: ReadonlyMap<string, TermEffects> = new Map([
  ["pattern", constraint],
  ["format", constraint],
  ["contentEncoding", constraint],
  ["contentMediaType", constraint],
  ["uniqueItems", constraint],
  ["unit", meaning],
  ["default", meaning],
]);

/** Terms that the functions above compare. */
const compared: ReadonlySet<string> = new Set([
  ...["type", "enum", "const", "oneOf", "items", "properties", "required", "@type", "readOnly", "writeOnly"],
  ...["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"],
  ...["minItems", "maxItems", "minProperties", "maxProperties"],
]);
