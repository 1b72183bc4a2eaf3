import { Code } from "../message/code.js";
import type { CoapOption } from "../message/option.js";
import { isNoCacheKey, OptionNumber } from "../message/option-registry.js";

/** What a response is kept under. */
export interface CacheKey {
  /** Of requests that one response may answer. */
  readonly key: string;
  /** Of requests to one resource, whatever their method and other options. */
  readonly resource: string;
}

const O = OptionNumber;

/** Options that the cache acts on itself, so that they need not match: tags are compared, hops are counted. */
const interpreted: ReadonlySet<number> = new Set([O.ETag, O.Observe, O.HopLimit, O.MaxAge]);

const ofResource: ReadonlySet<number> = new Set([
  O.UriHost,
  O.UriPort,
  O.UriPath,
  O.UriQuery,
  O.ProxyUri,
  O.ProxyScheme,
]);

/**
 * The cache key of a request: its method, URI and options but those that take no part in it. The body of a FETCH is part
 * of what it asks for (RFC 8132 §2).
 *
 * @param authority - whom the request goes to
 * @see RFC 7252 §5.4.2, §5.6
 */
export function cacheKeyOf(
  authority: string,
  method: number,
  options: readonly CoapOption[],
  body: Uint8Array,
): CacheKey {
  let resource = authority;
  let others = "";
  for (const { number, value } of options) {
    if (isNoCacheKey(number) || interpreted.has(number)) continue;
    const text = ` ${number}:${Buffer.from(value).toString("hex")}`;
    if (ofResource.has(number)) resource += text;
    else others += text;
  }
  const asked = method === Code.FETCH ? ` ${Buffer.from(body).toString("base64")}` : "";
  return { key: `${method} ${resource} |${others}${asked}`, resource };
}
