import type { CoapClient } from "../client/coap-client.js";
import { Code } from "../message/code.js";
import type { CoapHandler } from "../server/handler.js";
import type { CoapRequest } from "../server/request.js";
import { parseCoapUri } from "../uri/coap-uri.js";
import { relay } from "./relay.js";

export interface ReverseProxyOptions {
  readonly client: CoapClient;
  /** The `coap` URI that a request is for; `undefined` for none, which is answered 4.04. */
  readonly target: (request: CoapRequest) => string | undefined;
}

/**
 * Answers requests from other servers as if it had their resources: a `handler` of a server.
 *
 * @see RFC 7252 §5.7.3
 */
export function reverseProxy({ client, target }: ReverseProxyOptions): CoapHandler {
  return (request) => {
    const url = target(request);
    return url === undefined ? { code: Code.NotFound } : relay(client, request, parseCoapUri(url));
  };
}
