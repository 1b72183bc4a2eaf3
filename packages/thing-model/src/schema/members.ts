import { escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import { type Difference, difference, said } from "./difference.js";

/** The comparison of two schemas, passed in because schemas nest. */
export type Compare = (before: JsonObject, after: JsonObject, pointer: string) => Iterable<Difference>;

/** Differences of the schemas by name in the map `term`: `properties`, `uriVariables`, `schemaDefinitions`. */
export function* mapDifferences(
  before: JsonObject,
  after: JsonObject,
  { term, pointer }: { readonly term: string; readonly pointer: string },
  compare: Compare,
): Generator<Difference> {
  const [old, now] = [mapOf(before, term), mapOf(after, term)];
  for (const [name, schema] of Object.entries(old)) {
    const place = `${pointer}/${term}/${escapePointer(name)}`;
    if (!Object.hasOwn(now, name)) yield { pointer: place, term, effect: "removed", phrase: "is gone" };
    else if (isRecord(schema) && isRecord(now[name])) yield* compare(schema, now[name], place);
  }
  for (const name of Object.keys(now)) {
    if (Object.hasOwn(old, name)) continue;
    yield { pointer: `${pointer}/${term}/${escapePointer(name)}`, term, effect: "added", phrase: "is new" };
  }
}

export function mapOf(object: JsonObject, term: string): JsonObject {
  const map = Object.hasOwn(object, term) ? object[term] : undefined;
  return isRecord(map) ? map : {};
}

/** Differences of which members an object must have. */
export function* requiredDifferences(before: JsonObject, after: JsonObject, pointer: string): Generator<Difference> {
  const [old, now] = [namesIn(said(before, "required")), namesIn(said(after, "required"))];
  const come = [...now].filter((name) => !old.has(name));
  const gone = [...old].filter((name) => !now.has(name));
  if (come.length > 0) yield difference(pointer, "required", "narrower", `now asks for ${come.join(", ")}`);
  if (gone.length > 0) yield difference(pointer, "required", "wider", `no longer asks for ${gone.join(", ")}`);
}

const namesIn = (required: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(required) ? required.filter((name) => typeof name === "string") : []);
