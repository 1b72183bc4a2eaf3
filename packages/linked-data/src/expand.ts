import { limitWork } from "./document-work.js";
import { type DocumentInput, jsonDocument, jsonLimitsOf } from "./json-document.js";
import { type LinkedDataOptions, limitsOf } from "./linked-data-options.js";
import { startRun } from "./processor.js";

/**
 * The expanded form of a JSON-LD document (JSON-LD 1.1 API §5.1): contexts gone, every name an IRI.
 *
 * @param document - a JSON text, its bytes, or its value, which is not touched
 * @throws {ThingDescriptionError} WOT_TD_INVALID for an unknown context or what is not JSON-LD; WOT_TD_SYNTAX;
 *   WOT_TD_LIMIT over a limit
 * @throws {AbortError} WOT_ABORTED
 * @throws {TimeoutError} WOT_TIMEOUT
 */
export async function expand(document: DocumentInput, options: LinkedDataOptions = {}): Promise<readonly object[]> {
  const input = linkedDocument(document, options);
  const run = startRun(options);
  return run.step(({ expand }) => expand(input, run.settings));
}

/** A document that JSON-LD may work on: JSON, and within every limit that can be told beforehand. */
export function linkedDocument(document: DocumentInput, options: LinkedDataOptions): object {
  const limits = limitsOf(options);
  const input = jsonDocument(document, jsonLimitsOf(limits));
  limitWork(input, limits);
  return input;
}
