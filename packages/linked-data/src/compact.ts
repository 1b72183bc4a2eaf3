import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, tdContext } from "@thingwright/td";
import { linkedDocument } from "./expand.js";
import type { DocumentInput, JsonObject } from "./json-document.js";
import type { LinkedDataOptions } from "./linked-data-options.js";
import { startRun } from "./processor.js";
import { canonicalRdf } from "./rdf-dataset.js";

export interface CompactOptions extends LinkedDataOptions {
  /** The `@context` of the result. Default: that of the document, or of TD 1.1 where it has none. */
  readonly context?: unknown;
}

/**
 * A document, expanded or not, in the terms of a context (JSON-LD 1.1 API §6.1): with the one of TD 1.1, a Thing
 * Description again. Promises the same RDF dataset, which it checks.
 *
 * @throws as `toRdf` and `canonicalize` do, and {@link ThingDescriptionError} WOT_TD_INVALID where the context cannot
 *   say what the document says
 */
export async function compact(document: DocumentInput, options: CompactOptions = {}): Promise<JsonObject> {
  const input = linkedDocument(document, options);
  const context = options.context ?? (isRecord(input) ? input["@context"] : undefined) ?? tdContext;
  const run = startRun(options);
  const compacted = await run.step(({ compact }) => compact(input, structuredClone(context), run.settings));
  const [before, after] = [await canonicalRdf(input, options), await canonicalRdf(compacted, options)];
  if (before === after) return compacted;
  throw new ThingDescriptionError("WOT_TD_INVALID", "the context cannot say all that the document says", {
    pointer: "/@context",
  });
}
