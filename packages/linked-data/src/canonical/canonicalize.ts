import { type DocumentInput, jsonLimitsOf, jsonObject } from "../json-document.js";
import { type LinkedDataOptions, limitsOf } from "../linked-data-options.js";
import { canonicalRdf } from "../rdf-dataset.js";
import { canonicalThing } from "./canonical-thing.js";
import { canonicalJson } from "./json-text.js";

export interface CanonicalizeOptions extends LinkedDataOptions {
  /**
   * `td`: the canonical Thing Description, a JSON text. `rdf`: canonical N-Quads, which are equal for equal datasets,
   * whatever the prefixes and the order of arrays. Default: `td`.
   */
  readonly form?: "td" | "rdf";
}

/**
 * The canonical form of a Thing Description: the same text for documents that say the same in another order of
 * members, with or without defaults, with other white space or numerals.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT; with the form `rdf`, as `canonicalRdf` does
 */
export async function canonicalize(document: DocumentInput, options: CanonicalizeOptions = {}): Promise<string> {
  if (options.form === "rdf") return canonicalRdf(document, options);
  return canonicalJson(canonicalThing(jsonObject(document, jsonLimitsOf(limitsOf(options)))));
}
