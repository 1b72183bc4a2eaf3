import type { CoapClient } from "../client/coap-client.js";
import { Code } from "../message/code.js";
import type { CoapHandler } from "../server/handler.js";
import type { CoapRequest } from "../server/request.js";
import type { CoapUri } from "../uri/coap-uri.js";
import { proxiedUri } from "./proxied-uri.js";
import { relay } from "./relay.js";

export interface ForwardProxyOptions {
  /** Sends the requests on. Its `nstart` bounds how many are open with one server at a time. */
  readonly client: CoapClient;
  /** Whether a request may go to a URI; 4.03 if not. A proxy that lets everything through reaches whatever its host reaches. */
  readonly allow: (uri: CoapUri, request: CoapRequest) => boolean;
}

/**
 * Answers requests with Proxy-Uri or Proxy-Scheme from the servers that they name, for `proxy` of a server: GET to iPATCH,
 * bodies of any size, observations. Other schemes than `coap` are answered 5.05.
 *
 * @see RFC 7252 §5.7.2
 */
export function forwardProxy({ client, allow }: ForwardProxyOptions): CoapHandler {
  return (request) => {
    const uri = proxiedUri(request.options);
    if (uri === undefined) return { code: Code.ProxyingNotSupported };
    return allow(uri, request) ? relay(client, request, uri) : { code: Code.Forbidden };
  };
}
