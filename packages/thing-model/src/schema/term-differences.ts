import type { JsonObject } from "../json-object.js";
import { type Difference, difference, type Effect, isUnknown } from "./difference.js";
import { sameJson } from "./same-json.js";

/** Effects of a term that comes, changes and goes. */
export type TermEffects = readonly [come: Effect, change: Effect, go: Effect];

/** Terms for people only: they change nothing. */
export const textTerms: readonly string[] = ["title", "titles", "description", "descriptions", "$comment"];
const text: TermEffects = ["text", "text", "text"];

/** A constraint that can only be compared by being there. */
export const constraint: TermEffects = ["narrower", "changed", "wider"];
/** What a value means. */
export const meaning: TermEffects = ["added", "changed", "removed"];

/**
 * Differences in the terms that `effects` names, and in all others but those in `known`, which are of vocabularies that
 * are not known here.
 */
export function* termDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
  { effects, known }: { readonly effects: ReadonlyMap<string, TermEffects>; readonly known: ReadonlySet<string> },
): Generator<Difference> {
  for (const term of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (known.has(term) && !effects.has(term)) continue;
    const [come, change, go] = effects.get(term) ?? (textTerms.includes(term) ? text : other);
    const [old, now] = [Object.hasOwn(before, term), Object.hasOwn(after, term)];
    // A placeholder says nothing yet, and takes nothing back.
    if ((old && isUnknown(before[term])) || (now && isUnknown(after[term]))) continue;
    if (!old) yield difference(pointer, term, come, "is new");
    else if (!now) yield difference(pointer, term, go, "is gone");
    else if (!sameJson(before[term], after[term])) yield difference(pointer, term, change, "is another one");
  }
}

const other: TermEffects = ["added", "annotation", "annotation"];
