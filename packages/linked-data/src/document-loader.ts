import { ThingDescriptionError } from "@thingwright/errors";
import { builtInContexts, type Contexts } from "./contexts/contexts.js";

/** What JSON-LD asks for a context (JSON-LD 1.1 API §9.4). */
export type DocumentLoader = (
  url: string,
) => Promise<{ readonly documentUrl: string; readonly document: { readonly "@context": unknown } }>;

/**
 * Loads contexts from memory and never from the network: the caller's first, then ours.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, from the loader, for a URL that neither has; the message names it
 */
export function documentLoader(contexts: Contexts = new Map()): DocumentLoader {
  return async (url) => {
    const document = contexts.get(url) ?? builtInContexts.get(url);
    if (document !== undefined) return { documentUrl: url, document };
    throw new ThingDescriptionError(
      "WOT_TD_INVALID",
      `the context <${url}> is not known here and is not fetched; add it to the option contexts`,
      { pointer: "/@context" },
    );
  };
}
