import { NetworkError, ThingDescriptionError, UsageError } from "@thingwright/errors";
import { collectBytes, truncate } from "@thingwright/td";
import type { ThingModelResolver } from "../thing-model-resolver.js";
import { allowListResolver } from "./allow-list-resolver.js";
import { decodedText } from "./decoded-text.js";

export interface HttpsResolverOptions {
  /** What may be fetched: whole `https:` URLs, or beginnings of URLs that end in `/`. */
  readonly allow: readonly string[];
  /** Longest time for one document, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Thing Models from the web, of an allow-list only. Redirects are not followed: they would lead off the list. What answers
 * 404 or 410 is not there.
 *
 * @throws {UsageError} WOT_ARGUMENT for an entry of `allow` that is no `https:` URL
 * @throws {NetworkError} WOT_NETWORK, when reading: no answer in time, or another one than the document
 * @throws {ThingDescriptionError} when reading: WOT_TD_LIMIT for a document that is too long, WOT_TD_SYNTAX for one not in UTF-8
 */
export function httpsResolver({
  allow,
  timeoutMs = 5000,
  fetch = globalThis.fetch,
}: HttpsResolverOptions): ThingModelResolver {
  for (const entry of allow) {
    if (URL.canParse(entry) && new URL(entry).protocol === "https:") continue;
    throw new UsageError("WOT_ARGUMENT", `${truncate(entry)} is no https URL that Thing Models could be fetched from`);
  }
  const web: ThingModelResolver = {
    async read(url, { maxBytes, signal }) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const response = await answerOf(fetch, url, within);
      if (response.status === 404 || response.status === 410) return undefined;
      if (!response.ok) throw new NetworkError("WOT_NETWORK", `<${truncate(url)}> answered ${response.status}`);
      const bytes = await bodyOf(response, url, maxBytes);
      if (bytes !== undefined) return decodedText(bytes, url);
      throw new ThingDescriptionError("WOT_TD_LIMIT", `${truncate(url)} is over maxBytes (${maxBytes})`);
    },
  };
  return allowListResolver(web, allow);
}

async function answerOf(fetch: typeof globalThis.fetch, url: string, signal: AbortSignal): Promise<Response> {
  const headers = { accept: "application/tm+json, application/ld+json;q=0.9, application/json;q=0.8, */*;q=0.1" };
  try {
    return await fetch(url, { headers, signal, redirect: "error", credentials: "omit" });
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

async function bodyOf({ body }: Response, url: string, maxBytes: number): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array(0);
  try {
    return await collectBytes(body, maxBytes);
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

const unreachable = (url: string, cause: unknown): NetworkError =>
  new NetworkError("WOT_NETWORK", `the Thing Model <${truncate(url)}> cannot be fetched`, { cause });
