import { isIP, isIPv6 } from "node:net";
import { UsageError } from "@thingwright/errors";
import { szxFor } from "../blockwise/block.js";
import { sortedOptions } from "../message/encode-message.js";
import { type CoapOption, stringOption, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { RequestProtector } from "../object-security/object-security.js";
import { type CoapScheme, type CoapUri, defaultPortOf, parseCoapUri } from "../uri/coap-uri.js";
import { noResponseOf } from "./no-response.js";

/** What to ask: a URI, or its parts; a URI wins. */
export interface CoapTarget {
  /** A `coap` URI; a `coaps` URI for a client whose transport is secured. */
  readonly url?: string;
  /** Name or IP address. */
  readonly host?: string;
  /** Default 5683; 5684 over a transport that is secured. */
  readonly port?: number;
  /** Decoded path segments, or a path such as `/a/b%20c`. Default: the root. */
  readonly path?: string | readonly string[];
  /** Decoded Uri-Query values, such as `["unit=K"]`; added to those of the URI. */
  readonly query?: readonly string[];
  /** Content-Format wanted. */
  readonly accept?: number | undefined;
  /** Content-Format of the payload. */
  readonly contentFormat?: number | undefined;
  /** The `coap` URI of a forward-proxy to ask, such as `coap://192.0.2.1`. Default: the client's. */
  readonly proxy?: string;
  /** Further options; those that this package manages itself (Observe, Block1, Block2, Size1, Size2) are ignored. */
  readonly options?: readonly CoapOption[];
  /** Largest block in which a body is sent; 16 to 1024, a power of two. Default: the client's `maxBlockBytes`. */
  readonly block1Bytes?: number | undefined;
  /** Largest block of the response; asked for from the first request on (RFC 7959 §2.4). Default: as the server decides. */
  readonly block2Bytes?: number | undefined;
  /**
   * Responses to do without: all, or those of some classes, by the sum of 2 for successes, 8 for 4.xx and 16 for 5.xx. The
   * request then resolves with code 0.00: of all when it is acknowledged, or sent if it is Non-confirmable; of some when
   * nothing has come for 10 s or `timeoutMs`. Default: none (RFC 7967).
   */
  readonly noResponse?: boolean | number | undefined;
  /** Protects the request end to end, such as a context of `@thingwright/coap/oscore`. Default: the client's. */
  readonly oscore?: RequestProtector | undefined;
}

const MANAGED: ReadonlySet<number> = new Set([
  OptionNumber.Observe,
  OptionNumber.Block1,
  OptionNumber.Block2,
  OptionNumber.Size1,
  OptionNumber.Size2,
]);

/**
 * The address part of a target.
 *
 * @throws {UsageError} WOT_ARGUMENT
 */
export function uriOf(target: CoapTarget, scheme: CoapScheme = "coap"): CoapUri {
  if (target.url !== undefined) {
    const uri = parseCoapUri(target.url, scheme);
    return target.query === undefined ? uri : { ...uri, query: [...uri.query, ...target.query] };
  }
  const { host, port = defaultPortOf(scheme), path = [], query = [] } = target;
  if (host === undefined) throw new UsageError("WOT_ARGUMENT", "a target needs a url or a host");
  if (!Number.isInteger(port) || port < 1 || port > 0xffff) throw new UsageError("WOT_RANGE", `port is ${port}`);
  const segments = typeof path === "string" ? parseCoapUri(`coap://host${path}`).segments : path;
  return { host, port, segments, query };
}

/**
 * The options of a target in the order of the wire. Uri-Host is sent for names only, Uri-Port never: the server knows on
 * which address it was asked.
 *
 * @see RFC 7252 §6.4
 */
export function targetOptions(target: CoapTarget, { host, segments, query }: CoapUri): readonly CoapOption[] {
  const options: CoapOption[] = [];
  if (isIP(host) === 0) options.push(stringOption(OptionNumber.UriHost, host));
  for (const segment of segments) options.push(stringOption(OptionNumber.UriPath, segment));
  for (const value of query) options.push(stringOption(OptionNumber.UriQuery, value));
  if (target.contentFormat !== undefined) options.push(uintOption(OptionNumber.ContentFormat, target.contentFormat));
  if (target.accept !== undefined) options.push(uintOption(OptionNumber.Accept, target.accept));
  for (const option of target.options ?? []) if (!MANAGED.has(option.number)) options.push(option);
  for (const { number, value } of options) assertOption(number, value);
  return sortedOptions(options);
}

/** What a target demands of blocks and responses: block sizes as size exponents, and classes of responses not wanted. */
export const demandsOf = ({ block1Bytes, block2Bytes, noResponse }: CoapTarget) => ({
  noResponse: noResponseOf(noResponse),
  szx1: block1Bytes === undefined ? undefined : szxFor(block1Bytes),
  szx2: block2Bytes === undefined ? undefined : szxFor(block2Bytes),
});

/**
 * The options that ask a forward-proxy for the target.
 *
 * @see RFC 7252 §5.10.2
 */
export function proxiedOptions(target: CoapTarget, uri: CoapUri): readonly CoapOption[] {
  const options = targetOptions(target, uri).filter(({ number }) => number !== OptionNumber.UriHost);
  options.push(stringOption(OptionNumber.UriHost, isIPv6(uri.host) ? `[${uri.host}]` : uri.host));
  if (uri.port !== defaultPortOf("coap")) options.push(uintOption(OptionNumber.UriPort, uri.port));
  options.push(stringOption(OptionNumber.ProxyScheme, "coap"));
  return sortedOptions(options);
}

function assertOption(number: number, value: Uint8Array): void {
  if (!Number.isInteger(number) || number < 1 || number > 0xffff) {
    throw new UsageError("WOT_RANGE", `option number is ${number}`);
  }
  const isPart = number === OptionNumber.UriHost || number === OptionNumber.UriPath || number === OptionNumber.UriQuery;
  if (value.length > (isPart ? 255 : 1034)) {
    throw new UsageError("WOT_RANGE", `a value of option ${number} has ${value.length} bytes`);
  }
}
