import { truncate } from "@thingwright/td";

/**
 * What a difference between two definitions does:
 *
 * - `wider`, `narrower`: more or fewer values are possible than before
 * - `changed`: other values than before, or the same ones with another meaning
 * - `added`, `removed`: something that nothing was said of before, or is no longer
 * - `annotation`: a term of another vocabulary, whose meaning is not known here, is gone or has another value
 * - `text`: for people only
 */
export type Effect = "wider" | "narrower" | "changed" | "added" | "removed" | "annotation" | "text";

/** One difference between a definition before and after. */
export interface Difference {
  /** JSON Pointer of the place, in the definition that has it. */
  readonly pointer: string;
  /** The term that differs. */
  readonly term: string;
  readonly effect: Effect;
  /** Plain words, to stand behind the pointer. */
  readonly phrase: string;
}

/** The difference of the term `term` of the definition at `pointer`. */
export function difference(pointer: string, term: string, effect: Effect, phrase: string): Difference {
  return { pointer: `${pointer}/${term}`, term, effect, phrase: truncate(phrase) };
}

/** What a term says whose value is there for the instance to fill in: nothing yet. */
export const isUnknown = (value: unknown): boolean =>
  typeof value === "string"
    ? value.includes("{{") && value.includes("}}")
    : Array.isArray(value) && value.some(isUnknown);

/** The value of `term`, or `undefined` where there is none or only a placeholder. */
export function said(schema: Readonly<Record<string, unknown>>, term: string): unknown {
  const value = Object.hasOwn(schema, term) ? schema[term] : undefined;
  return isUnknown(value) ? undefined : value;
}
