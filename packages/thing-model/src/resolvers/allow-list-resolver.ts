import { UsageError } from "@thingwright/errors";
import type { ThingModelResolver } from "../thing-model-resolver.js";

/**
 * `resolver`, for the URLs in `allow` only; every other URL has no document. An entry that ends in `/` allows all below it.
 *
 * @throws {UsageError} WOT_ARGUMENT for an entry that is no absolute URL
 */
export function allowListResolver(resolver: ThingModelResolver, allow: readonly string[]): ThingModelResolver {
  const allowed = allowList(allow);
  return {
    async read(url, options) {
      return allowed(url) ? resolver.read(url, options) : undefined;
    },
  };
}

/**
 * Whether a URL is one of `allow`, or below an entry that ends in `/`.
 *
 * @throws {UsageError} WOT_ARGUMENT for an entry, or from the function for a URL, that is not absolute
 */
export function allowList(allow: readonly string[]): (url: string) => boolean {
  const entries = allow.map(normalized);
  return (text) => {
    const url = normalized(text);
    return entries.some((entry) => (entry.endsWith("/") ? url.startsWith(entry) : url === entry));
  };
}

/** Dot segments are gone from the result, so that none leads out of an allowed folder. */
function normalized(url: string): string {
  if (!URL.canParse(url)) throw new UsageError("WOT_ARGUMENT", `${url} is no absolute URL`);
  return new URL(url).href;
}
