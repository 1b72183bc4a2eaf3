import { NetworkError, ThingDescriptionError, UsageError } from "@thingwright/errors";
import { collectBytes, isRecord, parseJsonText, truncate } from "@thingwright/td";

/** Gets the context document of a URL that is not known here. */
export type ContextLoader = (url: string, signal?: AbortSignal) => Promise<{ readonly "@context": unknown }>;

export interface RemoteContextsOptions {
  /**
   * What may be fetched: whole URLs, or beginnings of URLs that end with `/`. Each must be `https:`, so that nobody on
   * the way can change what a document means.
   */
  readonly allow: readonly string[];
  /** Longest context, in bytes. Default: 1 MiB. */
  readonly maxContextBytes?: number;
  /** Longest time for one context, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * A `loadContext` that fetches the contexts of an allow-list, and each only once. Redirects are not followed: they would
 * lead off the list.
 *
 * @throws {UsageError} WOT_ARGUMENT for an entry of `allow` that is no https URL
 * @throws {ThingDescriptionError} from the loader: WOT_TD_INVALID for a URL off the list and for what is no context,
 *   WOT_TD_LIMIT for a context that is too long
 * @throws {NetworkError} WOT_NETWORK, from the loader
 */
export function remoteContexts(options: RemoteContextsOptions): ContextLoader {
  const { allow, maxContextBytes = 1024 * 1024, timeoutMs = 5000, fetch = globalThis.fetch } = options;
  for (const entry of allow) {
    if (!URL.canParse(entry) || new URL(entry).protocol !== "https:") {
      throw new UsageError("WOT_ARGUMENT", `${truncate(entry)} is no https URL that contexts could be fetched from`);
    }
  }
  const kept = new Map<string, { readonly "@context": unknown }>();
  return async (url, signal) => {
    const known = kept.get(url);
    if (known !== undefined) return known;
    if (!isAllowed(url, allow)) {
      throw invalid(url, "may not be fetched; add it to the allow-list of remoteContexts", "/@context");
    }
    const deadline = AbortSignal.timeout(timeoutMs);
    const text = await fetchText(fetch, url, maxContextBytes, signal ? AbortSignal.any([signal, deadline]) : deadline);
    const context = contextOf(url, text, maxContextBytes);
    kept.set(url, context);
    return context;
  };
}

/** Compares the URL as it will be asked for, so that `..` leads nowhere else. */
function isAllowed(url: string, allow: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { href } = new URL(url);
  return allow.some((entry) => {
    const allowed = new URL(entry).href;
    return href === allowed || (allowed.endsWith("/") && href.startsWith(allowed));
  });
}

async function fetchText(
  fetch: typeof globalThis.fetch,
  url: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const headers = { accept: "application/ld+json, application/json;q=0.9" };
  try {
    const response = await fetch(url, { headers, signal, redirect: "error", credentials: "omit" });
    if (!response.ok) throw new NetworkError("WOT_NETWORK", `<${truncate(url)}> answered ${response.status}`);
    return await bytesOf(url, response, maxBytes);
  } catch (cause) {
    if (cause instanceof NetworkError || cause instanceof ThingDescriptionError) throw cause;
    throw new NetworkError("WOT_NETWORK", `the context <${truncate(url)}> cannot be fetched`, { cause });
  }
}

async function bytesOf(url: string, { body }: Response, maxBytes: number): Promise<Uint8Array> {
  const bytes = body === null ? new Uint8Array(0) : await collectBytes(body, maxBytes);
  if (bytes !== undefined) return bytes;
  throw new ThingDescriptionError("WOT_TD_LIMIT", `the context <${truncate(url)}> is over ${maxBytes} bytes`);
}

function contextOf(url: string, bytes: Uint8Array, maxBytes: number): { readonly "@context": unknown } {
  const json = parseJsonText(bytes, { maxBytes });
  if (!json.ok) throw invalid(url, "is not usable as JSON");
  if (!isRecord(json.value) || !Object.hasOwn(json.value, "@context")) throw invalid(url, "has no member @context");
  return { "@context": json.value["@context"] };
}

const invalid = (url: string, what: string, pointer?: string) =>
  new ThingDescriptionError(
    "WOT_TD_INVALID",
    `the context <${truncate(url)}> ${what}`,
    pointer === undefined ? {} : { pointer },
  );
