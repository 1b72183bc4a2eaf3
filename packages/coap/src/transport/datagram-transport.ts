import type { CoapScheme } from "../uri/coap-uri.js";

/** Address and port of one side of an exchange. */
export interface CoapAddress {
  /** IP address in text, or whatever name the transport gives its peers. */
  readonly address: string;
  readonly port: number;
}

/** Who takes what a transport receives. It must not throw. */
export interface DatagramReceiver {
  /** `datagram` is the receiver's to keep. */
  onDatagram(datagram: Uint8Array, address: string, port: number): void;
  /** The transport can no longer be used, or lost something. */
  onError(error: unknown): void;
  /**
   * The session with a peer is over: what was sent over it is not answered any more. Transports with sessions say so once;
   * of a session that they began themselves, not when another one under the same address takes its place. One that a peer
   * began has its identity, which another session need not have.
   */
  onPeerGone?(address: string, port: number, cause: unknown): void;
}

/**
 * What carries datagrams: UDP, an in-memory network, DTLS (`@thingwright/dtls`).
 *
 * Every implementer delivers whole datagrams or nothing, never calls the receiver from within `send`, and makes `close`
 * possible at any time, also twice.
 */
export interface DatagramTransport {
  /** Scheme of URIs that are spoken to over it. Default `coap`: nothing is secured. */
  readonly scheme?: CoapScheme;
  /** Starts receiving. Rejects with a `WotError` when the address cannot be had. */
  open(receiver: DatagramReceiver): Promise<CoapAddress>;
  /**
   * Sends one datagram as far as it goes; its bytes must not change afterwards.
   *
   * @param onFailure - told when this side already knows that the datagram did not leave
   */
  send(datagram: Uint8Array, address: string, port: number, onFailure?: (error: unknown) => void): void;
  close(): Promise<void>;
  /** Who a peer proved to be when the transport opened a session with it; `undefined` for nobody in particular. */
  identityOf?(address: string, port: number): string | undefined;
}
