import { escapePointer, isRecord } from "@thingwright/td";
import type { Place } from "../place.js";

/** A JSON object of a document, of which nothing is known but that it is one. */
export type AnyObject = Readonly<Record<string, unknown>>;

/** The member `name` of `object` itself, never of its prototype. */
export function memberOf(object: AnyObject, name: string): unknown {
  const value = object[name];
  // Most members that are asked for are not there: that is known without the dearer question.
  return value === undefined || Object.hasOwn(object, name) ? value : undefined;
}

/** The objects that are values of a map, such as `securityDefinitions`; none when it is no map. */
export function* objectsOf(doc: AnyObject, term: string): Generator<{ object: AnyObject; pointer: string }> {
  const map = memberOf(doc, term);
  if (!isRecord(map)) return;
  for (const [name, object] of Object.entries(map)) {
    if (isRecord(object)) yield { object, pointer: `/${term}/${escapePointer(name)}` };
  }
}

/** The affordances of `doc`. */
export function* affordancesOf(doc: AnyObject): Generator<{ object: AnyObject; pointer: string }> {
  for (const term of ["properties", "actions", "events"]) yield* objectsOf(doc, term);
}

/** An object and where it stands; `undefined` is the document itself. */
export interface PlacedObject {
  readonly object: AnyObject;
  readonly place: Place | undefined;
}

/** The members of a list, or the one that stands for a list of one. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Whether the members of the object there are named by the author, not by the vocabulary: `default` is no term then. */
export const isNameMap = (place: Place | undefined): boolean => place !== undefined && nameMaps.has(place.name);

const nameMaps: ReadonlySet<string | number> = new Set([
  "properties",
  "actions",
  "events",
  "uriVariables",
  "schemaDefinitions",
  "securityDefinitions",
]);
