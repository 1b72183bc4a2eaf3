import type { CoapAddress } from "../transport/datagram-transport.js";
import type { CoapScheme } from "../uri/coap-uri.js";
import type { StreamLimits } from "./stream-limits.js";

/** Who takes what a stream brings. It must not throw. */
export interface StreamReceiver {
  /** `bytes` are the receiver's to keep. */
  onBytes(bytes: Uint8Array): void;
  /** There is room again after a `write` that said that there is none. */
  onDrain(): void;
  /** The stream is over: called once, after `end` and `destroy` as well. `error` says what it broke by. */
  onClose(error?: unknown): void;
}

/**
 * One connection: reliable, in order, in both directions. A TCP socket, one with TLS, a WebSocket, or memory.
 *
 * Every implementer calls its receiver never from within a method of its own, and delivers nothing while paused.
 */
export interface ByteStream {
  /** The other end. */
  readonly remote: CoapAddress;
  /** Who the other end proved to be; `undefined` for nobody in particular. */
  readonly identity: string | undefined;
  /** Whether what is written at once arrives at once, as over WebSockets; messages then need no length of their own. */
  readonly keepsBoundaries: boolean;
  /** What was written and has not left yet. */
  readonly bufferedBytes: number;
  /** Starts to deliver. */
  start(receiver: StreamReceiver): void;
  /** Takes all of `bytes`, which must not change afterwards. False: more should wait for `onDrain`. */
  write(bytes: Uint8Array): boolean;
  pause(): void;
  resume(): void;
  /** Closes once everything written has left. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}

/** Where a client connects to. */
export interface StreamTarget extends CoapAddress {
  /** Host of the URI: a name, or the address. */
  readonly host: string;
}

/** What opens connections, or takes them in: `tcpClient`, `tcpServer`, or memory. */
export interface StreamTransport {
  readonly kind: "stream";
  /** Scheme of URIs that are spoken to over it. */
  readonly scheme: CoapScheme;
  readonly limits: Partial<StreamLimits>;
  /**
   * Opens a connection; `undefined` for a transport of servers.
   *
   * @throws {NetworkError} WOT_NETWORK, not sent
   * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED
   */
  connect?(target: StreamTarget, signal: AbortSignal): Promise<ByteStream>;
  /**
   * Takes connections in; `undefined` for a transport of clients.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE
   * @throws {NetworkError} WOT_NETWORK
   */
  listen?(onStream: (stream: ByteStream) => void, onError: (error: unknown) => void): Promise<CoapAddress>;
  /** Takes no more connections. Those that are open are their owner's to close. */
  close(): Promise<void>;
}
