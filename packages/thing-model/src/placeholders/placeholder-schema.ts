import { optionalOf } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import { readableModel } from "../readable.js";
import { canonicalText } from "../schema/same-json.js";
import { type PlaceholderUse, usesIn } from "./placeholders-of.js";

export interface PlaceholderSchemaOptions {
  /** JSON Pointers of the optional affordances that the Thing has, or `"all"`; placeholders in others need no value. */
  readonly optional?: readonly string[] | "all";
}

/** A JSON Schema (draft-07) of an object with a value for each placeholder. */
export interface PlaceholderSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required: readonly string[];
}

/**
 * What must be filled in to make a Thing of `model`. The types are those of the places: an integer where the standard wants
 * one, a boolean for `observable`; where a placeholder is a part of a text only, any scalar does.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if it is no Thing Model, or has a placeholder in a name
 * @see TD 1.1 §9.3.5
 */
export function placeholderSchema(model: unknown, { optional = [] }: PlaceholderSchemaOptions = {}): PlaceholderSchema {
  const doc = readableModel(model);
  const left = new Set(optional === "all" ? [] : optionalOf(doc));
  if (optional !== "all") for (const pointer of optional) left.delete(pointer);
  const uses = [...usesIn(doc)].filter(({ pointer }) => !left.has(pointer.split("/", 3).join("/")));
  return schemaOf(uses);
}

/** The schema of the values for all of `uses`. */
export function schemaOf(uses: readonly PlaceholderUse[]): PlaceholderSchema {
  const byName = new Map<string, PlaceholderUse[]>();
  for (const use of uses) {
    const others = byName.get(use.name);
    if (others === undefined) byName.set(use.name, [use]);
    else others.push(use);
  }
  const schemas = [...byName].map(([name, each]) => [name, jointSchema(each)] as const);
  return { type: "object", properties: Object.fromEntries(schemas), required: [...byName.keys()] };
}

/** What fits at all places, and says which they are. */
function jointSchema(uses: readonly PlaceholderUse[]): JsonObject {
  const different = new Map(uses.map(({ schema }) => [canonicalText(schema), schema]));
  const schemas = [...different.values()].filter((schema) => Object.keys(schema).length > 0);
  const description = `at ${uses
    .slice(0, mostPlaces)
    .map(({ pointer }) => pointer)
    .join(", ")}`;
  return schemas.length > 1 ? { description, allOf: schemas } : { description, ...schemas[0] };
}

/** Most places that a description names. */
const mostPlaces = 5;
