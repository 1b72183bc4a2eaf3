import { AbortError, isWotError, ThingDescriptionError, TimeoutError } from "@thingwright/errors";
import jsonld from "jsonld";
import { documentLoader } from "./document-loader.js";
import { jsonDocument } from "./json-document.js";
import { defaultLinkedDataLimits, type LinkedDataLimits, type LinkedDataOptions } from "./linked-data-options.js";

/** The part of the library that is used here; its own types have overloads that a document as data does not fit. */
interface Processor {
  expand(document: object, options: object): Promise<readonly object[]>;
  toRDF(document: object, options: object): Promise<string>;
  canonize(quads: string, options: object): Promise<string>;
}

const processor = jsonld as unknown as Processor;

/**
 * The expanded form of a JSON-LD document (JSON-LD 1.1 API §5.1): contexts gone, every name an IRI.
 *
 * @param document - a JSON text, or its value, which is not touched
 * @throws {ThingDescriptionError} WOT_TD_INVALID for an unknown context or what is not JSON-LD; WOT_TD_SYNTAX;
 *   WOT_TD_LIMIT over a limit
 * @throws {AbortError} WOT_ABORTED
 */
export async function expand(document: unknown, options: LinkedDataOptions = {}): Promise<readonly object[]> {
  const input = jsonDocument(document, limitsOf(options));
  return attempt(options.signal, () => processor.expand(input, settings(options)));
}

/**
 * The RDF dataset of a JSON-LD document as N-Quads, in no order to rely on.
 *
 * @throws as {@link expand} does, and WOT_TD_LIMIT for more than `maxQuads`
 */
export async function toRdf(document: unknown, options: LinkedDataOptions = {}): Promise<string> {
  const limits = limitsOf(options);
  const input = jsonDocument(document, limits);
  const form = { ...settings(options), format: "application/n-quads" };
  const quads = await attempt(options.signal, () => processor.toRDF(input, form));
  const count = quads.split("\n").length - 1;
  if (count <= limits.maxQuads) return quads;
  throw new ThingDescriptionError("WOT_TD_LIMIT", `the document becomes ${count} quads, more than ${limits.maxQuads}`);
}

/**
 * The canonical N-Quads of a JSON-LD document: equal for two documents exactly when their datasets are, whatever their
 * blank nodes are called.
 *
 * @throws as {@link toRdf} does, WOT_TD_LIMIT over `maxDeepIterations`, and {@link TimeoutError} WOT_TIMEOUT after
 *   `deadlineMs`
 * @see RDF Dataset Canonicalization (RDFC-1.0, once URDNA2015) §4.4
 */
export async function canonicalize(document: unknown, options: LinkedDataOptions = {}): Promise<string> {
  const { deadlineMs, maxDeepIterations } = limitsOf(options);
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const quads = await toRdf(document, options);
  const canonizeOptions = { algorithm: "RDFC-1.0", format: "application/n-quads", maxDeepIterations, signal };
  const form = { inputFormat: "application/n-quads", canonizeOptions };
  try {
    return await attempt(options.signal, () => processor.canonize(quads, form));
  } catch (error) {
    if (!deadline.aborted || options.signal?.aborted === true) throw error;
    throw new TimeoutError("WOT_TIMEOUT", `no canonical form within ${deadlineMs} ms`, { cause: error });
  }
}

const limitsOf = ({ limits }: LinkedDataOptions): LinkedDataLimits => ({ ...defaultLinkedDataLimits, ...limits });

const settings = ({ contexts, base, lossless = false }: LinkedDataOptions) => ({
  documentLoader: documentLoader(contexts),
  safe: lossless,
  ...(base !== undefined && { base }),
});

/** Runs one step of the library and says its errors in our words. */
async function attempt<T>(signal: AbortSignal | undefined, step: () => Promise<T>): Promise<T> {
  throwIfAborted(signal);
  try {
    return await step();
  } catch (error) {
    throwIfAborted(signal);
    throw translated(error);
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortError("WOT_ABORTED", "aborted", { cause: signal.reason });
}

/** Our own error where the document loader threw one, which the library wraps. */
function translated(error: unknown): Error {
  const inner = (error as { details?: { cause?: unknown } }).details?.cause;
  if (isWotError(error)) return error;
  if (isWotError(inner)) return inner;
  const message = error instanceof Error ? error.message : String(error);
  const code = message.startsWith("Maximum deep iterations") ? "WOT_TD_LIMIT" : "WOT_TD_INVALID";
  return new ThingDescriptionError(code, `the document is not usable as JSON-LD: ${message}`, { cause: error });
}
