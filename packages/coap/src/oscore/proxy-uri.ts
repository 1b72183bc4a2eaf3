import { UsageError } from "@thingwright/errors";
import type { Message } from "../message/message.js";
import { type CoapOption, readString, stringOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import { parseCoapUri } from "../uri/coap-uri.js";

const SCHEME_AND_AUTHORITY = /^([a-z][a-z0-9+.-]*):\/\/[^/?#]*/i;

/** What a Proxy-Uri stands for; beside one they count for nothing (RFC 7252 §5.10.2). */
const PARTS: ReadonlySet<number> = new Set([
  OptionNumber.UriHost,
  OptionNumber.UriPort,
  OptionNumber.UriPath,
  OptionNumber.UriQuery,
  OptionNumber.ProxyScheme,
  OptionNumber.ProxyUri,
]);

/**
 * The request with its Proxy-Uri cut down to scheme, host and port, which the proxy needs; path and query become options of
 * their own, which are protected. A request without Proxy-Uri is returned as it is.
 *
 * @throws {UsageError} WOT_ARGUMENT if the Proxy-Uri is no absolute URI with a host, or has user information or a fragment
 * @see RFC 8613 §4.1.3.3
 */
export function splitProxyUri(request: Message): Message {
  const whole = request.options.find(({ number }) => number === OptionNumber.ProxyUri);
  if (whole === undefined) return request;
  const rest = request.options.filter(({ number }) => !PARTS.has(number));
  return { ...request, options: [...rest, ...partsOf(whole.value)] };
}

function partsOf(value: Uint8Array): CoapOption[] {
  const uri = readString(value) ?? refuse("is not UTF-8");
  const [authority, scheme] = SCHEME_AND_AUTHORITY.exec(uri) ?? refuse("is no absolute URI");
  // Path and query are split alike whatever the scheme is.
  const { segments, query } = parseCoapUri(`coap${uri.slice(scheme!.length)}`);
  return [
    stringOption(OptionNumber.ProxyUri, authority),
    ...segments.map((segment) => stringOption(OptionNumber.UriPath, segment)),
    ...query.map((item) => stringOption(OptionNumber.UriQuery, item)),
  ];
}

function refuse(why: string): never {
  throw new UsageError("WOT_ARGUMENT", `the Proxy-Uri ${why}`);
}
