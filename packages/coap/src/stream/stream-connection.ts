import { randomBytes } from "node:crypto";
import { NetworkError, ProtocolError, UsageError } from "@thingwright/errors";
import { Code, isResponse } from "../message/code.js";
import { encodeMessage } from "../message/encode-message.js";
import type { MessageView } from "../message/message-view.js";
import { type CoapOption, uintOption } from "../message/option.js";
import type { Delivery, Peer } from "../reliability/delivery.js";
import type { CarrierUser } from "../reliability/message-carrier.js";
import type { TimerWheel, WheelTimer } from "../time/timer-wheel.js";
import { type MessageReader, messageReader } from "./boundary-reader.js";
import type { ByteStream, StreamReceiver } from "./byte-stream.js";
import { ConnectionHealth, type WatchedConnection } from "./connection-health.js";
import { Custody } from "./custody.js";
import { frameOf } from "./frame.js";
import { PeerSettings } from "./peer-settings.js";
import { Release } from "./release.js";
import { criticalOptionOf, diagnosticOf, SignalCode, SignalOption, signal } from "./signal.js";
import { StreamExchange } from "./stream-exchange.js";
import type { StreamLimits } from "./stream-limits.js";

const CUSTODY: CoapOption = { number: SignalOption.Custody, value: new Uint8Array(0) };
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
export class StreamConnection implements StreamReceiver, WatchedConnection {
  readonly peer: Peer;
  /** Whether the peer has sent its capabilities and settings. */
  isOpen = false;
  isOver = false;
  isPaused = false;
  /** Whether the peer has yet to read what was sent. */
  isCongested = false;
  /** What the peer said when it asked for the end of the connection. */
  release: Release | undefined;

  readonly #host: ConnectionHost;
  #reader: MessageReader;
  readonly #settings = new PeerSettings();
  readonly #custody = new Custody();
  /** Requests of the peer that have no answer. */
  readonly #incoming = new Set<StreamExchange>();
  /** Our requests that have no response. */
  readonly #outgoing = new Set<Delivery>();
  /** Requests that wait for the connection to come about. */
  #unsent: Delivery[] = [];
  /** Messages whose sender waits for room. */
  #undrained: Delivery[] = [];
  #stream: ByteStream | undefined;
  #health: ConnectionHealth | undefined;
  #stall: WheelTimer | undefined;
  #isReading = false;
  readonly #ready: Promise<void>;
  #settleReady: () => void = () => undefined;

  constructor(peer: Peer, host: ConnectionHost) {
    this.peer = peer;
    this.#host = host;
    this.#reader = messageReader(false, host.limits.maxMessageBytes);
    this.#ready = new Promise((resolve) => {
      this.#settleReady = resolve;
    });
  }

  get identity(): string | undefined {
    return this.#stream?.identity;
  }

  get isInUse(): boolean {
    return this.peer.pins > 0 || this.#incoming.size > 0 || this.#outgoing.size > 0;
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
    this.#write(signal(SignalCode.CSM, { options: this.#host.settings }));
    for (const delivery of this.#unsent.splice(0)) if (delivery.state === "open") this.#transmit(delivery);
  }

  /**
   * Sends a message.
   *
   * @throws {UsageError} WOT_RANGE if the peer takes none of that length
   */
  send(message: Uint8Array): void {
    this.#assertLength(message);
    this.#write(message);
  }

  /**
   * Sends a request, now or when the connection is there, or another message whose sender waits for room.
   *
   * @throws {UsageError} WOT_STATE, WOT_RANGE
   */
  deliver(delivery: Delivery, maxWaiting: number): void {
    const isRequest = delivery.bytes[1]! >> 5 === 0;
    this.#assertLength(delivery.bytes);
    if (this.#stream === undefined && this.#unsent.length >= maxWaiting) {
      throw new UsageError("WOT_STATE", `${maxWaiting} messages to one peer wait already (maxWaitingPerPeer)`);
    }
    delivery.state = "open";
    if (isRequest) this.#outgoing.add(delivery);
    if (this.#stream === undefined) this.#unsent.push(delivery);
    else this.#transmit(delivery);
  }

  finish(delivery: Delivery): void {
    delivery.state = "done";
    if (this.#outgoing.delete(delivery)) this.#closeIfReleased();
  }

  /** Answers a request; `undefined` for no answer at all. */
  answer(exchange: StreamExchange, response: Uint8Array | undefined): void {
    if (response !== undefined) this.send(response);
    if (!this.#incoming.delete(exchange)) return;
    for (const token of this.#custody.settle(exchange)) this.#pong(token, [CUSTODY]);
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
    if (this.#host.isServer) this.#write(signal(SignalCode.Release));
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
    this.isCongested = false;
    if (this.#stall !== undefined) this.#host.wheel.stop(this.#stall);
    this.#stall = undefined;
    this.#drained();
    this.#read();
  }

  onClose(error?: unknown): void {
    this.#end(new NetworkError("WOT_NETWORK", "the connection was closed by the peer", { cause: error, sent: true }));
  }

  ping(): void {
    this.#write(signal(SignalCode.Ping, { token: randomBytes(PING_TOKEN_BYTES) }));
  }

  onSilent(reason: "csm" | "idle" | "pong"): void {
    if (reason === "csm") this.#abort("no Capabilities and Settings Message came", "RFC 8323 §3.3");
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
      this.#abort("this end failed", "RFC 8323 §5.6");
    }
    this.#isReading = false;
    const { fault } = this.#reader;
    if (fault === "too-long") this.#abort("the message is longer than Max-Message-Size", "RFC 8323 §5.3.1");
    else if (fault !== undefined) this.#abort(`message format error: ${fault}`, "RFC 8323 §5.6");
    this.#pauseOrResume();
  }

  #next(): MessageView | undefined {
    return this.isOver || this.#isFull() ? undefined : this.#reader.next();
  }

  #isFull(): boolean {
    const { isServer, limits } = this.#host;
    return isServer && (this.isCongested || this.#incoming.size >= limits.maxPendingPerConnection);
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
    if (fault !== undefined) this.#abort(`message format error: ${fault}`, "RFC 8323 §5.6");
    else if (code >> 5 === 7) this.#takeSignal(view);
    else if (!this.isOpen) this.#abort("the first message is no Capabilities and Settings Message", "RFC 8323 §3.3");
    else if (isResponse(code)) this.#host.user.onResponse(view, this.peer);
    else this.#takeRequest(view);
  }

  #takeRequest(view: MessageView): void {
    if (view.tokenLength > this.#host.maxTokenBytes) {
      this.#abort("the token is longer than Extended-Token-Length", "RFC 8974 §2.2.1");
      return;
    }
    const exchange = new StreamExchange(view);
    this.#incoming.add(exchange);
    this.#host.user.onRequest(view, this.peer, exchange);
  }

  #takeSignal(view: MessageView): void {
    const { code } = view;
    const critical = criticalOptionOf(view);
    if (!this.isOpen && code !== SignalCode.CSM && code !== SignalCode.Abort) {
      this.#abort("the first message is no Capabilities and Settings Message", "RFC 8323 §3.3");
    } else if (critical !== undefined) this.#refuseOption(code, critical);
    else if (code === SignalCode.CSM) this.#takeSettings(view);
    else if (code === SignalCode.Ping) this.#takePing(view);
    else if (code === SignalCode.Release) {
      this.release = new Release(view, this.#host.wheel.now());
      this.#closeIfReleased();
    } else if (code === SignalCode.Abort) {
      const said = diagnosticOf(view);
      this.#stream?.end();
      this.#end(
        new NetworkError("WOT_NETWORK", `the peer aborted the connection${said && `: ${said}`}`, { sent: true }),
      );
    }
  }

  #takeSettings(view: MessageView): void {
    this.#settings.take(view);
    this.peer.capacity = this.#settings.capacity;
    this.isOpen = true;
    this.#settleReady();
  }

  #takePing(view: MessageView): void {
    const token = view.token();
    const asksForCustody = hasOption(view, SignalOption.Custody);
    if (!asksForCustody) this.#pong(token, []);
    else if (this.#incoming.size === 0) this.#pong(token, [CUSTODY]);
    else if (this.#custody.hasRoom) this.#custody.keep(token, this.#incoming);
    else this.#pong(token, []);
  }

  #pong(token: Uint8Array, options: readonly CoapOption[]): void {
    this.#write(signal(SignalCode.Pong, { token, options }));
  }

  #refuseOption(code: number, number: number): void {
    const options = code === SignalCode.CSM ? [uintOption(SignalOption.BadCsmOption, number)] : [];
    this.#abort(`critical option ${number} is not understood`, "RFC 8323 §5.2", options);
  }

  #closeIfReleased(): void {
    if (this.release !== undefined && this.#incoming.size === 0 && this.#outgoing.size === 0) {
      this.#finish("the peer released it");
    }
  }

  /** Ends the connection from this end; what was sent still goes out. */
  #finish(why: string): void {
    this.#stream?.end();
    this.#end(new NetworkError("WOT_NETWORK", `the connection was closed: ${why}`, { sent: true }));
  }

  /** Tells the peer what it did wrong, and ends the connection (RFC 8323 §5.6). */
  #abort(why: string, section: string, options: readonly CoapOption[] = []): void {
    if (this.isOver) return;
    this.#write(signal(SignalCode.Abort, { options, diagnostic: why }));
    this.#stream?.end();
    this.#end(new ProtocolError("WOT_PROTOCOL", `the connection was aborted: ${why}`, { section }));
  }

  #assertLength(message: Uint8Array): void {
    const { maxMessageBytes } = this.#settings;
    if (message.length <= maxMessageBytes) return;
    const text = `the message has ${message.length} bytes, and the peer takes ${maxMessageBytes} (Max-Message-Size)`;
    throw new UsageError("WOT_RANGE", text);
  }

  #write(message: Uint8Array): void {
    const stream = this.#stream;
    if (stream === undefined || this.isOver) return;
    if (stream.write(frameOf(message, stream.keepsBoundaries))) return;
    this.isCongested = true;
    const { limits, wheel } = this.#host;
    const isTooMuch = stream.bufferedBytes > limits.maxBufferedBytes;
    if (this.#stall !== undefined && !isTooMuch) return;
    if (this.#stall !== undefined) wheel.stop(this.#stall);
    this.#stall = wheel.callAfter(isTooMuch ? 0 : limits.stallTimeoutMs, () => this.#onStalled());
  }

  /** Nothing can be said to a peer that reads nothing. */
  #onStalled(): void {
    this.#stream?.destroy();
    this.#end(new NetworkError("WOT_NETWORK", "the peer does not read what is sent to it", { sent: true }));
  }

  /** Its sender hears, in a later turn, that the transport has it. */
  #transmit(delivery: Delivery): void {
    this.#write(delivery.bytes);
    this.#undrained.push(delivery);
    if (this.#undrained.length === 1 && !this.isCongested) queueMicrotask(() => this.#drained());
  }

  #drained(): void {
    if (this.isCongested) return;
    for (const delivery of this.#undrained.splice(0)) {
      if (delivery.state !== "open") continue;
      if (!this.#outgoing.has(delivery)) delivery.state = "done";
      delivery.listener.onAcknowledged();
    }
  }

  #leave(): void {
    this.isOver = true;
    this.#health?.stop();
    if (this.#stall !== undefined) this.#host.wheel.stop(this.#stall);
    this.#incoming.clear();
    this.#outgoing.clear();
    this.#unsent = [];
    this.#undrained = [];
    this.#settleReady();
  }

  #end(cause: unknown): void {
    if (this.isOver) return;
    this.#leave();
    this.#host.onOver(this, cause);
  }
}

function hasOption(view: MessageView, number: number): boolean {
  const cursor = view.options();
  while (cursor.next()) if (cursor.number === number) return true;
  return false;
}
