import type { MessageView } from "../message/message-view.js";
import type { CoapAddress, DatagramReceiver } from "../transport/datagram-transport.js";
import type { Delivery, DeliveryListener, Peer } from "./delivery.js";
import type { IncomingExchange } from "./exchange-cache.js";

/** The request/response layer, as what carries its messages sees it. */
export interface CarrierUser {
  /** A request that is no duplicate. It must get `reply`, `reject` or `conclude` in due time, in this turn or later. */
  onRequest(request: MessageView, peer: Peer, exchange: IncomingExchange): void;
  /** A response in a message of its own. False if nobody waits for it: its sender is then told, where it can be. */
  onResponse(response: MessageView, peer: Peer): boolean;
  /** A Reset for a message that is not outstanding, such as a Non-confirmable notification. */
  onReset(messageId: number, peer: Peer): void;
  /** An Acknowledgement or a Reset came for no message that is outstanding. */
  onStray?(peer: Peer): void;
  /** A request came again that has not been answered yet. */
  onRepeated?(peer: Peer): void;
  /** A message was not sent now since that would be more than the peer's allowance. Its timer goes on. */
  onWithheld?(delivery: Delivery): void;
  /** The connection or session with a peer is over, and with it all that was asked over it. Never called for peers without one. */
  onPeerGone(peer: Peer, cause: unknown): void;
  /** Something failed that no peer and no caller can be told of. */
  onError(error: unknown): void;
}

/**
 * The layer below requests and responses: what carries messages to peers and from them. Over datagrams it is the
 * `MessageLayer` (RFC 7252 §4), over connections the `StreamLayer` (RFC 8323 §3).
 *
 * Messages come in the format of RFC 7252 §3, whatever they look like on the wire. Every implementer calls its user for
 * what comes in, and never from within a method of its own.
 */
export interface MessageCarrier {
  /** Whether the transport delivers all messages in order and once: none is acknowledged, repeated or rejected then. */
  readonly isReliable: boolean;
  /** Takes what was sent to a multicast group; `undefined` where there are none. */
  readonly groupReceiver: DatagramReceiver | undefined;

  /** Starts to receive. */
  open(): Promise<CoapAddress>;
  /** Stops at once. May be called twice. */
  close(): Promise<void>;

  /** The peer to send requests to. `host` is its name in the URI, or the address again. */
  peerAt(address: string, port: number, host: string): Peer;
  /** Who a peer proved to be to the transport. */
  identityOf(peer: Peer): string | undefined;

  /** Sends a message once and forgets it. */
  send(bytes: Uint8Array, peer: Peer): void;
  /** Answers a request within its exchange. */
  reply(exchange: IncomingExchange, bytes: Uint8Array, peer: Peer): void;
  /** Tells the sender of a request that it arrived, and that the answer takes longer. */
  acknowledge(exchange: IncomingExchange, messageId: number, peer: Peer): void;
  /** Refuses a message without saying why. */
  reject(exchange: IncomingExchange, messageId: number, peer: Peer): void;
  /** Ends an exchange that gets no response: its sender is acknowledged, if it waits for that. */
  conclude(exchange: IncomingExchange, request: MessageView, peer: Peer): void;
  /**
   * Sends a message whose sender wants to know what became of it.
   *
   * @throws {UsageError} WOT_STATE if `maxWaitingPerPeer` messages wait already
   */
  deliver(peer: Peer, messageId: number, bytes: Uint8Array, listener: DeliveryListener): Delivery;
  /**
   * Whether the peer has yet to read what was sent before: what is sent now waits here. A delivery then tells when there
   * is room again, as by an acknowledgement. Never so over datagrams.
   */
  isCongested(peer: Peer): boolean;
  /** Settles when it is known what the peer takes in one message; `undefined` where that is known already. */
  ready(peer: Peer): Promise<void> | undefined;
  /** Ends a delivery, whatever became of it. */
  finish(delivery: Delivery): void;
  /**
   * Sends a message that every endpoint rejects, under an ID that nobody can guess: whoever names it receives at the peer's
   * address. Missing where a connection shows that.
   */
  probe?(peer: Peer, listener: DeliveryListener): Delivery;
  /** Sends at once what was withheld, if it is still on its way. */
  resend?(delivery: Delivery): void;
}
