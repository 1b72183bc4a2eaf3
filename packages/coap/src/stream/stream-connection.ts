import { randomBytes } from "node:crypto";
import { NetworkError, ProtocolError, UsageError } from "@thingwright/errors";
import { Code, isResponse } from "../message/code.js";
import { encodeMessage } from "../message/encode-message.js";
import type { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import type { Capacity } from "../reliability/capacity.js";
import type { Delivery, Peer } from "../reliability/delivery.js";
import type { CarrierUser } from "../reliability/message-carrier.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import { type MessageReader, messageReader } from "./boundary-reader.js";
import type { ByteStream, StreamReceiver } from "./byte-stream.js";
import { ConnectionHealth, type WatchedConnection } from "./connection-health.js";
import { isRequest, Outbox } from "./outbox.js";
import { Release } from "./release.js";
import { SignalCode, signal } from "./signal.js";
import { type SignaledConnection, Signaling } from "./signaling.js";
import { StreamExchange } from "./stream-exchange.js";
import type { StreamLimits } from "./stream-limits.js";

const PING_TOKEN_BYTES = 4;

/** What a connection needs of the layer. */
export interface ConnectionHost {
  readonly user: CarrierUser;
  readonly wheel: TimerWheel;
  readonly limits: StreamLimits;
  /** What this end says of itself. */
  readonly settings: readonly CoapOption[];
  /** Longest token of a request that is taken. */
  readonly maxTokenBytes: number;
  /** Whether this end answers requests: it then reads no more of them while the answers are not read. */
  readonly isServer: boolean;
  /** The connection is over; called once. */
  onOver(connection: StreamConnection, cause: unknown): void;
}

/**
 * One connection to a peer, from before it is there until it is over: messages in, messages out, signaling.
 *
 * @see RFC 8323 §3.3, §5
 */
export class StreamConnection implements StreamReceiver, WatchedConnection, SignaledConnection {
  readonly peer: Peer;
  /** Whether the peer has sent its capabilities and settings. */
  isOpen = false;
  isOver = false;
  isPaused = false;
  readonly unanswered = new Set<StreamExchange>();
  /** What the peer said when it asked for the end of the connection. */
  release: Release | undefined;

  readonly #host: ConnectionHost;
  #reader: MessageReader;
  readonly #signaling = new Signaling(this);
  readonly #outbox: Outbox;
  /** Our requests that have no response. */
  readonly #outgoing = new Set<Delivery>();
  #stream: ByteStream | undefined;
  #health: ConnectionHealth | undefined;
  #isReading = false;
  readonly #ready: Promise<void>;
  #settleReady: () => void = () => undefined;

  constructor(peer: Peer, host: ConnectionHost) {
    this.peer = peer;
    this.#host = host;
    this.#reader = messageReader(false, host.limits.maxMessageBytes);
    this.#outbox = new Outbox(host.wheel, host.limits, () => this.#onStalled());
    this.#ready = new Promise((resolve) => {
      this.#settleReady = resolve;
    });
  }

  get identity(): string | undefined {
    return this.#stream?.identity;
  }

  /** Whether the peer has yet to read what was sent. */
  get isCongested(): boolean {
    return this.#outbox.isCongested;
  }

  get isInUse(): boolean {
    return this.peer.pins > 0 || this.unanswered.size > 0 || this.#outgoing.size > 0;
  }

  /** Settles when the peer has said what it takes, or never will. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** The connection is there: its first message goes out, and whatever waited. */
  attach(stream: ByteStream): void {
    if (this.isOver) {
      stream.destroy();
      return;
    }
    this.#stream = stream;
    this.#reader = messageReader(stream.keepsBoundaries, this.#host.limits.maxMessageBytes);
    this.#health = new ConnectionHealth(this, this.#host.wheel, this.#host.limits);
    stream.start(this);
    this.#outbox.attach(stream, signal(SignalCode.CSM, { options: this.#host.settings }));
  }

  /**
   * Sends a message.
   *
   * @throws {UsageError} WOT_RANGE if the peer takes none of that length
   */
  send(message: Uint8Array): void {
    this.#assertLength(message);
    this.#outbox.write(message);
  }

  /**
   * Sends a request, now or when the connection is there, or another message whose sender waits for room.
   *
   * @throws {UsageError} WOT_STATE, WOT_RANGE
   */
  deliver(delivery: Delivery, maxWaiting: number): void {
    this.#assertLength(delivery.bytes);
    this.#outbox.deliver(delivery, maxWaiting);
    if (isRequest(delivery)) this.#outgoing.add(delivery);
  }

  finish(delivery: Delivery): void {
    delivery.state = "done";
    if (this.#outgoing.delete(delivery)) this.#closeIfReleased();
  }

  /** Answers a request; `undefined` for no answer at all. */
  answer(exchange: StreamExchange, response: Uint8Array | undefined): void {
    if (response !== undefined) this.send(response);
    if (!this.unanswered.delete(exchange)) return;
    this.#signaling.settle(exchange);
    this.#closeIfReleased();
    if (this.isPaused && !this.#isReading) queueMicrotask(() => this.#read());
  }

  /** Answers a request that nobody here is for (RFC 8323 §3.3). */
  refuse(exchange: StreamExchange): void {
    const token = exchange.request.token();
    const code = Code.NotImplemented;
    const payload = Buffer.from("there is no server at this end");
    this.answer(exchange, encodeMessage({ type: 0, code, messageId: 0, token, options: [], payload }));
  }

  /** Ends the connection in good order; nobody here is told. */
  close(): void {
    if (this.isOver) return;
    if (this.#host.isServer) this.#outbox.write(signal(SignalCode.Release));
    this.#leave();
    if (this.isCongested) this.#stream?.destroy();
    else this.#stream?.end();
  }

  /** The connection did not come about. */
  fail(cause: unknown): void {
    this.#end(cause);
  }

  onBytes(bytes: Uint8Array): void {
    if (this.isOver) return;
    this.#health?.heard();
    this.#reader.push(bytes);
    this.#read();
  }

  onDrain(): void {
    this.#outbox.drained();
    this.#read();
  }

  onClose(error?: unknown): void {
    this.#end(new NetworkError("WOT_NETWORK", "the connection was closed by the peer", { cause: error, sent: true }));
  }

  write(message: Uint8Array): void {
    this.#outbox.write(message);
  }

  onSettings(capacity: Capacity): void {
    this.peer.capacity = capacity;
    this.isOpen = true;
    this.#settleReady();
  }

  onRelease(view: MessageView): void {
    this.release = new Release(view, this.#host.wheel.now());
    this.#closeIfReleased();
  }

  onAborted(said: string): void {
    this.#stream?.end();
    this.#end(new NetworkError("WOT_NETWORK", `the peer aborted the connection${said && `: ${said}`}`, { sent: true }));
  }

  ping(): void {
    this.#outbox.write(signal(SignalCode.Ping, { token: randomBytes(PING_TOKEN_BYTES) }));
  }

  onSilent(reason: "csm" | "idle" | "pong"): void {
    if (reason === "csm") this.abort("no Capabilities and Settings Message came", "RFC 8323 §3.3");
    else if (reason === "idle") this.#finish("it was idle");
    else {
      this.#stream?.destroy();
      this.#end(new NetworkError("WOT_NETWORK", "the peer gives no sign of life", { sent: true }));
    }
  }

  /** Reads what is here, as far as there is room for more. */
  #read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let view = this.#next(); view !== undefined; view = this.#next()) this.#take(view);
    } catch (error) {
      this.#host.user.onError(error);
      this.abort("this end failed", "RFC 8323 §5.6");
    }
    this.#isReading = false;
    const { fault } = this.#reader;
    if (fault === "too-long") this.abort("the message is longer than Max-Message-Size", "RFC 8323 §5.3.1");
    else if (fault !== undefined) this.abort(`message format error: ${fault}`, "RFC 8323 §5.6");
    this.#pauseOrResume();
  }

  #next(): MessageView | undefined {
    return this.isOver || this.#isFull() ? undefined : this.#reader.next();
  }

  #isFull(): boolean {
    const { isServer, limits } = this.#host;
    return isServer && (this.isCongested || this.unanswered.size >= limits.maxPendingPerConnection);
  }

  #pauseOrResume(): void {
    const isFull = this.#isFull();
    if (this.isOver || isFull === this.isPaused) return;
    this.isPaused = isFull;
    if (isFull) this.#stream?.pause();
    else {
      this.#health?.heard();
      this.#stream?.resume();
    }
  }

  #take(view: MessageView): void {
    const { code, fault } = view;
    if (code === Code.Empty) return;
    if (fault !== undefined) this.abort(`message format error: ${fault}`, "RFC 8323 §5.6");
    else if (code >> 5 === 7) this.#signaling.take(view);
    else if (!this.isOpen) this.#signaling.refuseFirst();
    else if (isResponse(code)) this.#host.user.onResponse(view, this.peer);
    else this.#takeRequest(view);
  }

  #takeRequest(view: MessageView): void {
    if (view.tokenLength > this.#host.maxTokenBytes) {
      this.abort("the token is longer than Extended-Token-Length", "RFC 8974 §2.2.1");
      return;
    }
    const exchange = new StreamExchange(view);
    this.unanswered.add(exchange);
    this.#host.user.onRequest(view, this.peer, exchange);
  }

  #closeIfReleased(): void {
    if (this.release !== undefined && this.unanswered.size === 0 && this.#outgoing.size === 0) {
      this.#finish("the peer released it");
    }
  }

  /** Ends the connection from this end; what was sent still goes out. */
  #finish(why: string): void {
    this.#stream?.end();
    this.#end(new NetworkError("WOT_NETWORK", `the connection was closed: ${why}`, { sent: true }));
  }

  /** Tells the peer what it did wrong, and ends the connection (RFC 8323 §5.6). */
  abort(why: string, section: string, options: readonly CoapOption[] = []): void {
    if (this.isOver) return;
    this.#outbox.write(signal(SignalCode.Abort, { options, diagnostic: why }));
    this.#stream?.end();
    this.#end(new ProtocolError("WOT_PROTOCOL", `the connection was aborted: ${why}`, { section }));
  }

  #assertLength(message: Uint8Array): void {
    const { maxMessageBytes } = this.#signaling.settings;
    if (message.length <= maxMessageBytes) return;
    const text = `the message has ${message.length} bytes, and the peer takes ${maxMessageBytes} (Max-Message-Size)`;
    throw new UsageError("WOT_RANGE", text);
  }

  /** Nothing can be said to a peer that reads nothing. */
  #onStalled(): void {
    this.#stream?.destroy();
    this.#end(new NetworkError("WOT_NETWORK", "the peer does not read what is sent to it", { sent: true }));
  }

  #leave(): void {
    this.isOver = true;
    this.#health?.stop();
    this.#outbox.close();
    this.unanswered.clear();
    this.#outgoing.clear();
    this.#settleReady();
  }

  #end(cause: unknown): void {
    if (this.isOver) return;
    this.#leave();
    this.#host.onOver(this, cause);
  }
}
