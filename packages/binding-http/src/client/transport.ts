import type { AuthenticationTarget } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { Deadline } from "./deadline.js";

/** One request as it goes out. */
export interface TransportRequest {
  /** As in `https://lamp.local:8443`. */
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
  /** Names in lower case and values in turn. */
  readonly headers: readonly string[];
  /** `null` for none. */
  readonly body: Uint8Array | null;
  /** The content coding to send the body in; `undefined` for none. */
  readonly coding: string | undefined;
  /** What its credentials were made for; absent without any. */
  readonly target?: AuthenticationTarget;
}

/** An answer, read to its end. */
export interface RawReply {
  readonly status: number;
  /** Without its content coding. */
  readonly body: Uint8Array;
  /** The first value of header `name`, which is given in lower case. */
  header(name: string): string | undefined;
  /** All values of header `name`, one for each line. */
  headers(name: string): readonly string[];
}

/** Which of an origin's connections a request goes over: those of requests, or those that subscriptions hold for long. */
export type Lane = "requests" | "streams";

/** Hears what becomes of a request for an event stream. */
export interface StreamListener {
  /** The stream is there. */
  opened(): void;
  /** May throw: then the stream is `failed`. */
  data(chunk: Uint8Array): void;
  /** Something else came instead of a stream. */
  refused(reply: RawReply): void;
  /** The peer has ended the stream. */
  ended(): void;
  failed(error: WotError): void;
}

/** A stream that was asked for. */
export interface OpenStream {
  /** Gives it up. Idempotent; the listener hears nothing more. */
  cancel(): void;
}

/** A WebSocket (RFC 6455) to open. */
export interface SocketRequest {
  /** As in `wss://lamp.local:8443`. */
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case and values in turn; a platform that cannot send them refuses those that are credentials. */
  readonly headers: readonly string[];
  /** The subprotocol that is asked for; a peer that does not take it is refused. */
  readonly protocol: string;
  /** Bytes of one message; a longer one closes the socket. */
  readonly maxMessageBytes: number;
}

/** Hears what becomes of a WebSocket. After `refused` or `closed` nothing more is heard. */
export interface SocketListener {
  opened(): void;
  /** One text message; a binary one closes the socket. */
  message(text: string): void;
  /** The peer answered something else than 101, where the platform tells. */
  refused(reply: RawReply): void;
  /** Closed, cut, silent for too long, or never opened. */
  closed(error: WotError): void;
}

/** A WebSocket that was asked for. */
export interface OpenSocket {
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** After `opened` only. */
  send(text: string): void;
  /** Idempotent; the listener hears nothing more. */
  close(): void;
}

/**
 * The way to peers: undici and ws in Node.js, `fetch` and `WebSocket` in a browser. All that the rest of the client knows of the platform.
 *
 * Every implementer must: open nothing before it is asked to; bound what it reads by `maxBodyBytes` and `maxHeaderBytes`;
 * share connections; follow no redirect; take content codings off the body, within the same bound; fail with errors of the
 * taxonomy only; let go of the connection when a deadline ends.
 */
export interface Transport {
  /** Content codings that bodies can be sent and received in, in lower case. */
  readonly codings: ReadonlySet<string>;
  /**
   * One request and its whole answer, whatever its status.
   *
   * @param deadline - the owner's; the implementer takes its `onEnd` for as long as the request lasts
   * @param onBegun - called when the request goes out on a connection
   * @throws {WotError} NetworkError, ProtocolError, TimeoutError, AbortError; rejects, never throws synchronously
   */
  send(request: TransportRequest, deadline: Deadline, lane: Lane, onBegun?: () => void): Promise<RawReply>;
  /**
   * One request for an event stream, over a connection of the streams: status 200 and `text/event-stream`. After `ended`,
   * `refused` or `failed` the listener hears nothing more. Never throws: what cannot be asked for is `failed`.
   */
  open(request: TransportRequest, listener: StreamListener): OpenStream;
  /** Opens a WebSocket, and notices when its peer falls silent, where the platform has pings. Never throws. */
  connect(request: SocketRequest, listener: SocketListener): OpenSocket;
  /** Closes all connections; what is in progress fails with AbortError, and so does what comes later. Idempotent. */
  stop(): Promise<void>;
}
