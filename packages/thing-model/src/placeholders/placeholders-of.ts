import { escapePointer, isRecord } from "@thingwright/td";
import { broken } from "../broken.js";
import type { JsonObject } from "../json-object.js";
import { readableModel } from "../readable.js";
import { type Kind, type Place, places } from "./place-schemas.js";
import { isWhole, placeholdersIn } from "./placeholder-pattern.js";

/** One use of a placeholder. */
export interface PlaceholderUse {
  readonly name: string;
  /** JSON Pointer of the text that has it. */
  readonly pointer: string;
  /** Whether it is all of the text, so that its value keeps its type. */
  readonly whole: boolean;
  /** JSON Schema of the values that fit there. */
  readonly schema: JsonObject;
}

/**
 * Every use of a placeholder in `model`, in the order of the document; it may extend and refer to others, whose placeholders
 * are not among them.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if it is no Thing Model, or has a placeholder in a name (`tm-placeholder-value`)
 * @see TD 1.1 §9.3.5
 */
export const placeholdersOf = (model: unknown): readonly PlaceholderUse[] => [...usesIn(readableModel(model))];

/** {@link placeholdersOf} for anything that was made from a model and has been limited in depth. */
export const usesIn = (doc: JsonObject): Generator<PlaceholderUse> =>
  within(doc, { pointer: "", schema: {}, inner: "thing" });

type At = Place & { readonly pointer: string };

function* within(value: unknown, at: At): Generator<PlaceholderUse> {
  if (typeof value === "string") {
    for (const name of placeholdersIn(value)) {
      const whole = isWhole(value);
      yield { name, pointer: at.pointer, whole, schema: whole ? at.schema : written };
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const schema = at.inner === undefined ? (at.schema.items ?? {}) : { type: "object" };
      yield* within(item, { ...at, schema: schema as JsonObject, pointer: `${at.pointer}/${index}` });
    }
  } else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      const pointer = `${at.pointer}/${escapePointer(name)}`;
      if (placeholdersIn(name).length > 0)
        throw broken("", pointer, "has a placeholder in a name", "tm-placeholder-value");
      yield* within(member, { ...placeOf(name, at.inner, value), pointer });
    }
  }
}

/** Within a longer text, a value is written out. */
const written: JsonObject = { type: ["string", "number", "boolean"] };

function placeOf(name: string, kind: Kind | undefined, holder: JsonObject): Place {
  if (kind === undefined) return { schema: {} };
  if (kind === "map:text") return { schema: { type: "string" } };
  if (kind.startsWith("map:")) return { schema: { type: "object" }, inner: kind.slice(4) as Kind };
  const terms = places[kind as keyof typeof places];
  const place = Object.hasOwn(terms, name) ? terms[name]! : { schema: {} };
  return kind === "schema" || kind === "affordance" ? typed(place, name, holder) : place;
}

/** What the `type` beside a term of a DataSchema adds: bounds of integers are integers, and listed values are of it. */
function typed(place: Place, name: string, { type }: JsonObject): Place {
  if (typeof type !== "string" || placeholdersIn(type).length > 0) return place;
  if (type === "integer" && place.schema.type === "number") return { schema: { ...place.schema, type } };
  if (name === "const" || name === "default") return { schema: { type } };
  if (name === "enum") return { schema: { ...place.schema, items: { type } } };
  return place;
}
