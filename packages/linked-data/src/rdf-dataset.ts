import { ThingDescriptionError } from "@thingwright/errors";
import { linkedDocument } from "./expand.js";
import type { DocumentInput } from "./json-document.js";
import { type LinkedDataOptions, limitsOf } from "./linked-data-options.js";
import { type Run, startRun } from "./processor.js";

const nQuads = "application/n-quads";

/**
 * The RDF dataset of a JSON-LD document as N-Quads, in no order to rely on (JSON-LD 1.1 API §8.1).
 *
 * @throws as `expand` does, and {@link ThingDescriptionError} WOT_TD_LIMIT for more than `maxQuads`
 */
export async function toRdf(document: DocumentInput, options: LinkedDataOptions = {}): Promise<string> {
  return quadsOf(linkedDocument(document, options), startRun(options), limitsOf(options).maxQuads);
}

/**
 * The canonical N-Quads of a JSON-LD document: equal for two documents exactly when their datasets are, whatever their
 * blank nodes are called.
 *
 * @throws as {@link toRdf} does, and WOT_TD_LIMIT over `maxDeepIterations`
 * @see RDF Dataset Canonicalization (RDFC-1.0, once URDNA2015) §4.4
 */
export async function canonicalRdf(document: DocumentInput, options: LinkedDataOptions = {}): Promise<string> {
  const { maxQuads, maxDeepIterations } = limitsOf(options);
  const run = startRun(options);
  const quads = await quadsOf(linkedDocument(document, options), run, maxQuads);
  const canonizeOptions = { algorithm: "RDFC-1.0", format: nQuads, maxDeepIterations, signal: run.signal };
  return run.step(({ canonize }) => canonize(quads, { inputFormat: nQuads, canonizeOptions }));
}

async function quadsOf(document: object, run: Run, maxQuads: number): Promise<string> {
  const quads = await run.step(({ toRDF }) => toRDF(document, { ...run.settings, format: nQuads }));
  const count = quads.split("\n").length - 1;
  if (count <= maxQuads) return quads;
  throw new ThingDescriptionError("WOT_TD_LIMIT", `the document becomes ${count} quads, more than ${maxQuads}`);
}
