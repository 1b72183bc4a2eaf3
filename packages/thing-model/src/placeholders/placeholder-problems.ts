import { compileDataSchema, type DataFinding, type DataSchema, escapePointer } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import { schemaOf } from "./placeholder-schema.js";
import { type PlaceholderUse, usesIn } from "./placeholders-of.js";

/** What keeps placeholders from being filled. */
export interface PlaceholderProblems {
  /** One use of each placeholder without a value. */
  readonly missing: readonly PlaceholderUse[];
  /** Values that do not fit; the pointers begin with the name. */
  readonly unfit: readonly DataFinding[];
}

/** What is wrong with `values` for the placeholders in `doc`. */
export function placeholderProblems(doc: JsonObject, values: JsonObject): PlaceholderProblems {
  const uses = [...usesIn(doc)];
  const first = new Map(uses.toReversed().map((use) => [use.name, use]));
  const isGiven = (name: string) => Object.hasOwn(values, name) && values[name] !== undefined;
  const missing = [...first.values()].filter(({ name }) => !isGiven(name)).toReversed();
  const given = Object.entries(schemaOf(uses).properties).filter(([name]) => isGiven(name));
  return { missing, unfit: given.flatMap(([name, schema]) => unfit(name, schema, values[name])) };
}

const unfit = (name: string, schema: JsonObject, value: unknown): readonly DataFinding[] =>
  compileDataSchema(schema as DataSchema)
    .check(value)
    .map(({ pointer, message, keyword }) => ({
      pointer: `/${escapePointer(name)}${pointer}`,
      message: `the value of {{${name}}}: ${message}`,
      keyword,
    }));
