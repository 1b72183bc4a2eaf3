import { uriHost } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";

/**
 * A host as somebody writes it, as a URL: `house.example`, `192.0.2.1:8080`, `2001:db8::1`, `coap://192.0.2.1`.
 *
 * @param scheme - for those that come without one
 * @throws {UsageError} WOT_ARGUMENT
 */
export function hostUrl(host: string, scheme: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `${scheme}://${isIPv6(host) ? uriHost(host) : host}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.host !== "" && url.username === "" && url.password === "") return url;
  throw new UsageError("WOT_ARGUMENT", `"${host}" is no host and no URL`);
}

const isIPv6 = (host: string): boolean => /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(host);
