import { isWotError, ThingDescriptionError } from "@thingwright/errors";
import { truncate } from "@thingwright/td";
import { builtInContexts, type Contexts } from "./contexts/contexts.js";
import { type LinkedDataOptions, limitsOf } from "./linked-data-options.js";

/** What JSON-LD asks for a context (JSON-LD 1.1 API §9.4). */
export type DocumentLoader = (
  url: string,
) => Promise<{ readonly documentUrl: string; readonly document: { readonly "@context": unknown } }>;

/**
 * Loads contexts from memory: the caller's first, then ours. Where neither has one, `loadContext` is asked, if there is
 * one; nothing else ever reaches the network.
 *
 * @throws {ThingDescriptionError} from the loader: WOT_TD_INVALID for a URL that nobody knows, which the message names,
 *   and WOT_TD_LIMIT for more than `maxLoadedContexts`
 */
export function documentLoader(
  options: Pick<LinkedDataOptions, "contexts" | "loadContext" | "limits" | "signal"> = {},
): DocumentLoader {
  const { contexts = new Map() as Contexts, loadContext } = options;
  const { maxLoadedContexts } = limitsOf(options);
  let loaded = 0;
  return async (url) => {
    // The library resolves URLs within a context in place, so a context of the caller's is copied.
    const own = contexts.get(url);
    if (own !== undefined) return { documentUrl: url, document: copyOf(url, own) };
    const document = builtInContexts.get(url);
    if (document !== undefined) return { documentUrl: url, document };
    if (loadContext === undefined) throw unknownContext(url);
    loaded += 1;
    if (loaded > maxLoadedContexts) {
      throw new ThingDescriptionError("WOT_TD_LIMIT", `more than ${maxLoadedContexts} contexts are to be loaded`);
    }
    return { documentUrl: url, document: copyOf(url, await loadContext(url, options.signal)) };
  };
}

const unknownContext = (url: string) =>
  new ThingDescriptionError(
    "WOT_TD_INVALID",
    `the context <${truncate(url)}> is not known here and is not fetched; ` +
      "give it in the option contexts, or allow its URL with the option loadContext",
    { pointer: "/@context" },
  );

function copyOf(url: string, document: { readonly "@context": unknown }): { readonly "@context": unknown } {
  try {
    return structuredClone(document);
  } catch (cause) {
    if (isWotError(cause)) throw cause;
    throw new ThingDescriptionError("WOT_TD_INVALID", `the context <${truncate(url)}> is not JSON`, { cause });
  }
}
