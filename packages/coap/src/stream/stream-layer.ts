import { InternalError, NetworkError, TimeoutError, UsageError } from "@thingwright/errors";
import type { MessageView } from "../message/message-view.js";
import { MAX_PLAIN_TOKEN_BYTES } from "../message/token-length.js";
import { Delivery, type DeliveryListener, type Peer } from "../reliability/delivery.js";
import type { IncomingExchange } from "../reliability/exchange-cache.js";
import { limitsFrom } from "../reliability/limits.js";
import type { CarrierUser, MessageCarrier } from "../reliability/message-carrier.js";
import { PeerState } from "../reliability/peer.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { ByteStream, StreamTarget, StreamTransport } from "./byte-stream.js";
import { BASE_CAPACITY, ownSettings } from "./peer-settings.js";
import { type ConnectionHost, StreamConnection } from "./stream-connection.js";
import { StreamExchange } from "./stream-exchange.js";
import { defaultStreamLimits, type StreamLimits } from "./stream-limits.js";

export interface StreamLayerOptions {
  readonly transport: StreamTransport;
  readonly wheel: TimerWheel;
  readonly user: CarrierUser;
  /** Requests to one peer that wait for its connection. */
  readonly maxWaitingPerPeer: number;
  /** Longest token of a request that is taken. */
  readonly maxTokenBytes: number;
}

/** Nothing is sent again over a connection. */
const noRetransmission = { retransmit: () => undefined };

/**
 * Messages over connections: those that a server took in, or those of a client, one for each authority, opened when a
 * request needs one and closed when nothing does.
 *
 * @see RFC 8323 §3
 */
export class StreamLayer implements MessageCarrier, ConnectionHost {
  readonly isReliable = true;
  readonly groupReceiver = undefined;
  readonly user: CarrierUser;
  readonly wheel: TimerWheel;
  readonly limits: StreamLimits;
  readonly maxTokenBytes: number;
  readonly settings: ConnectionHost["settings"];

  readonly #transport: StreamTransport;
  readonly #maxWaitingPerPeer: number;
  readonly #connections = new Map<Peer, StreamConnection>();
  /** Of a client: the peers that there is a connection to, or a use for. */
  readonly #authorities = new Map<string, Peer>();
  readonly #targets = new WeakMap<Peer, StreamTarget>();
  readonly #holdOff = new Map<string, number>();
  #nextPeerId = 0;
  #isClosed = false;

  /** @throws {UsageError} WOT_RANGE if a limit is negative or no number */
  constructor({ transport, wheel, user, maxWaitingPerPeer, maxTokenBytes }: StreamLayerOptions) {
    this.#transport = transport;
    this.wheel = wheel;
    this.user = user;
    this.limits = limitsFrom(defaultStreamLimits, transport.limits);
    this.maxTokenBytes = Math.max(MAX_PLAIN_TOKEN_BYTES, maxTokenBytes);
    this.settings = ownSettings(this.limits.maxMessageBytes, this.isServer ? this.maxTokenBytes : 0);
    this.#maxWaitingPerPeer = maxWaitingPerPeer;
  }

  get isServer(): boolean {
    return this.#transport.listen !== undefined;
  }

  async open(): Promise<CoapAddress> {
    const { listen } = this.#transport;
    if (listen === undefined) return { address: "", port: 0 };
    return listen.call(
      this.#transport,
      (stream) => this.#accept(stream),
      (error) => this.user.onError(error),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
    this.#authorities.clear();
    await this.#transport.close();
  }

  peerAt(address: string, port: number, host: string): Peer {
    const key = `${host} ${port}`;
    const known = this.#authorities.get(key);
    if (known !== undefined && this.#connections.get(known)?.release === undefined) return known;
    const peer = this.#newPeer({ address, port });
    this.#targets.set(peer, { address, port, host });
    this.#authorities.set(key, peer);
    return peer;
  }

  identityOf(peer: Peer): string | undefined {
    return this.#connections.get(peer)?.identity;
  }

  send(bytes: Uint8Array, peer: Peer): void {
    this.#connections.get(peer)?.send(bytes);
  }

  /** @throws {InternalError} WOT_INTERNAL if the peer takes no message of that length */
  reply(exchange: IncomingExchange, bytes: Uint8Array, peer: Peer): void {
    try {
      if (exchange instanceof StreamExchange) this.#connections.get(peer)?.answer(exchange, bytes);
    } catch (cause) {
      throw new InternalError("WOT_INTERNAL", "the response is too long for the peer", { cause });
    }
  }

  acknowledge(): void {
    // The transport has done so.
  }

  reject(exchange: IncomingExchange, _messageId: number, peer: Peer): void {
    if (exchange instanceof StreamExchange) this.#connections.get(peer)?.refuse(exchange);
  }

  conclude(exchange: IncomingExchange, _request: MessageView, peer: Peer): void {
    if (exchange instanceof StreamExchange) this.#connections.get(peer)?.answer(exchange, undefined);
  }

  /**
   * @throws {UsageError} WOT_STATE, WOT_RANGE
   * @throws {NetworkError} WOT_NETWORK if there is no connection to the peer, and can be none now
   */
  deliver(peer: Peer, messageId: number, bytes: Uint8Array, listener: DeliveryListener): Delivery {
    const connection = this.#connections.get(peer) ?? this.#connect(peer);
    if (connection.isOver) throw new NetworkError("WOT_NETWORK", "the connection has just ended", { sent: false });
    const delivery = new Delivery(noRetransmission, peer, messageId, bytes, listener);
    connection.deliver(delivery, this.#maxWaitingPerPeer);
    return delivery;
  }

  finish(delivery: Delivery): void {
    if (delivery.state === "open") this.#connections.get(delivery.peer)?.finish(delivery);
    delivery.state = "done";
  }

  isCongested(peer: Peer): boolean {
    return this.#connections.get(peer)?.isCongested === true;
  }

  ready(peer: Peer): Promise<void> | undefined {
    const connection = this.#connections.get(peer) ?? this.#connect(peer);
    return connection.isOpen ? undefined : connection.ready;
  }

  onOver(connection: StreamConnection, cause: unknown): void {
    const { peer, release } = connection;
    if (!this.#connections.delete(peer)) return;
    const target = this.#targets.get(peer);
    if (target !== undefined) {
      const key = `${target.host} ${target.port}`;
      if (this.#authorities.get(key) === peer) this.#authorities.delete(key);
      if (release !== undefined) this.#keepOff(key, release.holdOffUntilMs);
    }
    this.user.onPeerGone(peer, cause);
  }

  #accept(stream: ByteStream): void {
    if (this.#isClosed || !this.#makeRoom()) {
      stream.destroy();
      return;
    }
    const peer = this.#newPeer(stream.remote);
    const connection = new StreamConnection(peer, this);
    this.#connections.set(peer, connection);
    connection.attach(stream);
  }

  #connect(peer: Peer): StreamConnection {
    const target = this.#targets.get(peer);
    const { connect } = this.#transport;
    if (target === undefined || connect === undefined)
      throw new NetworkError("WOT_NETWORK", "the connection to the peer is over", { sent: false });
    this.#assertNotHeldOff(target);
    if (!this.#makeRoom())
      throw new UsageError("WOT_STATE", `there are ${this.#connections.size} connections already (maxConnections)`);
    this.#authorities.set(`${target.host} ${target.port}`, peer);
    const connection = new StreamConnection(peer, this);
    this.#connections.set(peer, connection);
    const abort = new AbortController();
    const timer = this.wheel.callAfter(this.limits.connectTimeoutMs, () => {
      abort.abort();
      const text = `no connection to ${target.host}:${target.port} within ${this.limits.connectTimeoutMs} ms`;
      connection.fail(new TimeoutError("WOT_TIMEOUT", text, { sent: false }));
    });
    connect
      .call(this.#transport, target, abort.signal)
      .then(
        (stream) => connection.attach(stream),
        (error: unknown) => connection.fail(error),
      )
      .finally(() => this.wheel.stop(timer));
    return connection;
  }

  /** Closes the connection that was opened first of those that nothing waits for, if there are too many. */
  #makeRoom(): boolean {
    if (this.#connections.size < this.limits.maxConnections) return true;
    for (const [peer, connection] of this.#connections) {
      if (connection.isInUse) continue;
      connection.close();
      this.#connections.delete(peer);
      return true;
    }
    return false;
  }

  /** Forgets what is over before it adds to it. */
  #keepOff(key: string, untilMs: number): void {
    const now = this.wheel.now();
    for (const [known, endMs] of this.#holdOff) if (endMs <= now) this.#holdOff.delete(known);
    if (untilMs > now && this.#holdOff.size < this.limits.maxConnections) this.#holdOff.set(key, untilMs);
  }

  #assertNotHeldOff({ host, port }: StreamTarget): void {
    const leftMs = (this.#holdOff.get(`${host} ${port}`) ?? 0) - this.wheel.now();
    if (leftMs <= 0) return;
    const text = `${host}:${port} asks not to be connected to for ${Math.ceil(leftMs / 1000)} s (Hold-Off)`;
    throw new NetworkError("WOT_NETWORK", text, { sent: false });
  }

  #newPeer({ address, port }: CoapAddress): Peer {
    const peer = new PeerState<Delivery>(this.#nextPeerId++, address, port, 0, () => this.wheel.now());
    peer.capacity = BASE_CAPACITY;
    return peer;
  }
}
