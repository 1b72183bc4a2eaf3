import { RequestError } from "@thingwright/errors";
import { type CoapOption, readString, readUint } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import { type CoapUri, DEFAULT_PORT, parseCoapUri } from "../uri/coap-uri.js";

/**
 * The URI that a request asks a forward-proxy for: its Proxy-Uri, or Proxy-Scheme with the Uri options. `undefined` for a
 * scheme that is not `coap`.
 *
 * @throws {RequestError} WOT_BAD_REQUEST for what is no URI
 * @see RFC 7252 §5.10.2
 */
export function proxiedUri(options: readonly CoapOption[]): CoapUri | undefined {
  const whole = textOf(options, OptionNumber.ProxyUri)[0];
  if (whole !== undefined) return /^coap:/i.test(whole) ? parsed(whole) : undefined;
  if (textOf(options, OptionNumber.ProxyScheme)[0]?.toLowerCase() !== "coap") return undefined;
  const host = textOf(options, OptionNumber.UriHost)[0]?.toLowerCase();
  // Without Uri-Host the request would be for the proxy itself.
  if (host === undefined) throw new RequestError("WOT_BAD_REQUEST", "Proxy-Scheme comes without Uri-Host");
  const port = options.find(({ number }) => number === OptionNumber.UriPort);
  return {
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: port === undefined ? DEFAULT_PORT : readUint(port.value),
    segments: textOf(options, OptionNumber.UriPath),
    query: textOf(options, OptionNumber.UriQuery),
  };
}

function parsed(uri: string): CoapUri {
  try {
    return parseCoapUri(uri);
  } catch (cause) {
    throw new RequestError("WOT_BAD_REQUEST", "Proxy-Uri is no coap URI", { cause });
  }
}

function textOf(options: readonly CoapOption[], wanted: number): readonly string[] {
  return options
    .filter(({ number }) => number === wanted)
    .map(({ value }) => {
      const text = readString(value);
      if (text === undefined) throw new RequestError("WOT_BAD_REQUEST", `option ${wanted} is not UTF-8`);
      return text;
    });
}
