import type { MessageView } from "../message/message-view.js";
import type { CoapResponse } from "../server/response.js";

/**
 * Protects the requests of a client message by message, above the message layer: retransmissions repeat what was
 * protected once. OSCORE does that (`@thingwright/coap/oscore`).
 */
export interface RequestProtector {
  /**
   * Protects one request.
   *
   * @param request - the plain message; a new one for each call
   * @param earlier - the protected request that this one renews under the same token, as an observation does
   * @throws {WotError} if it cannot be protected
   */
  protect(request: Uint8Array, earlier?: ProtectedRequest): ProtectedRequest;
}

/** A request as it is sent, and the key to its responses. */
export interface ProtectedRequest {
  readonly bytes: Uint8Array;
  /**
   * The plain message in a response. `"stale"` for a notification that is older than one seen before: it is acknowledged
   * and forgotten. `"repeat"` when the peer has not acted on the request, and wants it protected anew: `protect` then does
   * it in another way. `undefined` for what is no response to this request: it is as if it never came.
   *
   * @throws {WotError} if the response ends the exchange
   */
  open(response: MessageView): MessageView | "stale" | "repeat" | undefined;
}

/** Opens the requests that a server receives. */
export interface RequestOpener {
  /** Must not throw: what cannot be opened is refused. */
  open(request: MessageView): OpenedRequest;
}

/** A request to go on with, or to refuse with a response at once. */
export interface OpenedRequest {
  /** The plain message, with its protection if it had any. */
  readonly view: MessageView;
  readonly refusal: CoapResponse | undefined;
}
