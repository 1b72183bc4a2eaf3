import { compileDataSchema, type DataSchema, isThingModel } from "@thingwright/td";
import { type AnyObject, memberOf } from "./any-object.js";

/** Says why `value` is none of `schema`; `undefined` when it is one, and where that cannot be told. */
export type ReasonAgainst = (schema: AnyObject, value: unknown) => string | undefined;

/**
 * Holds values against data schemas of `doc`. Schemas with parts have to be compiled, which takes time: of those only the
 * first count, by {@link mostText}. A schema that is not as it should be accepts everything: others speak of that. In a
 * Thing Model so does one with a placeholder.
 */
export function reasonsIn(doc: AnyObject): ReasonAgainst {
  const isModel = isThingModel(doc);
  const checks = new Map<AnyObject, ReturnType<typeof checkOf>>();
  let textLeft = mostText;
  const isTooMuch = (schema: AnyObject): boolean => {
    if (textLeft < 0) return true;
    textLeft -= JSON.stringify(schema).length;
    return textLeft < 0;
  };
  return (schema, value) => {
    if (!checks.has(schema)) {
      const isLeftOut = (isModel || hasParts(schema)) && isTooMuch(schema);
      checks.set(schema, isLeftOut || (isModel && isOpen(schema)) ? undefined : checkOf(schema));
    }
    return isModel && isOpen(value) ? undefined : checks.get(schema)?.(value);
  };
}

/** As many characters of JSON as all schemas have together that are compiled for a document. */
const mostText = 100_000;

const hasParts = (schema: AnyObject): boolean => partTerms.some((term) => memberOf(schema, term) !== undefined);

const partTerms = ["properties", "items", "oneOf", "pattern", "allOf", "anyOf", "not", "if", "enum"];

/** Whether a value will still be put there. */
const isOpen = (value: unknown): boolean => JSON.stringify(value).includes("{{");

function checkOf(schema: AnyObject): ((value: unknown) => string | undefined) | undefined {
  try {
    const { check } = compileDataSchema(schema as DataSchema);
    return (value) => check(value)[0]?.message;
  } catch {
    return undefined;
  }
}

/** `schema` without some of its terms. */
export const without = (schema: AnyObject, ...terms: readonly string[]): AnyObject =>
  Object.fromEntries(Object.entries(schema).filter(([term]) => !terms.includes(term)));
