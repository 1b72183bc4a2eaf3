import { compileDataSchema, type DataSchema, isThingModel } from "@thingwright/td";
import { type AnyObject, memberOf } from "./any-object.js";

/** Says why `value` is none of `schema`; `undefined` when it is one, and where that cannot be told. */
export type ReasonAgainst = (schema: AnyObject, value: unknown) => string | undefined;

/**
 * Holds values against data schemas of `doc`. A schema with parts is compiled, which takes milliseconds, so only the first
 * two hundred of those count. A schema that is not as it should be accepts everything: others speak of that. In a
 * Thing Model so does one with a placeholder.
 */
export function reasonsIn(doc: AnyObject): ReasonAgainst {
  const isModel = isThingModel(doc);
  let compilations = 0;
  return (schema, value) => {
    if (isModel && JSON.stringify([schema, value]).includes("{{")) return undefined;
    if (hasParts(schema) && ++compilations > mostCompilations) return undefined;
    try {
      return compileDataSchema(schema as DataSchema).check(value)[0]?.message;
    } catch {
      return undefined;
    }
  };
}

const mostCompilations = 200;

const hasParts = (schema: AnyObject): boolean => partTerms.some((term) => memberOf(schema, term) !== undefined);

const partTerms = ["properties", "items", "oneOf", "pattern", "allOf", "anyOf", "not", "if", "enum"];

/** `schema` without some of its terms. */
export const without = (schema: AnyObject, ...terms: readonly string[]): AnyObject =>
  Object.fromEntries(Object.entries(schema).filter(([term]) => !terms.includes(term)));
