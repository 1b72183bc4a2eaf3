/** Address and port of one side. */
export interface DtlsAddress {
  readonly address: string;
  readonly port: number;
}

/** Who takes what a carrier receives. It must not throw. */
export interface DatagramReceiver {
  onDatagram(datagram: Uint8Array, address: string, port: number): void;
  onError(error: unknown): void;
  /** The session with a peer has ended, and if this side began it, no other has taken its place. */
  onPeerGone?(address: string, port: number, cause: unknown): void;
}

/**
 * What carries datagrams, encrypted ones below and plain ones above: the interface of `@thingwright/coap`, so that its UDP
 * and in-memory transports fit below and its client and server above.
 */
export interface DatagramCarrier {
  open(receiver: DatagramReceiver): Promise<DtlsAddress>;
  send(datagram: Uint8Array, address: string, port: number, onFailure?: (error: unknown) => void): void;
  close(): Promise<void>;
}
