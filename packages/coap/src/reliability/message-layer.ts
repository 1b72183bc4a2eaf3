import { isResponse } from "../message/code.js";
import { MessageType } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import type { Random } from "../time/random.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { CoapAddress, DatagramReceiver, DatagramTransport } from "../transport/datagram-transport.js";
import { Delivery, type DeliveryListener, type Peer, type Retransmitter } from "./delivery.js";
import { ExchangeCache, fingerprintOf, type IncomingExchange } from "./exchange-cache.js";
import type { CarrierUser, MessageCarrier } from "./message-carrier.js";
import { RESERVED_BYTES } from "./peer.js";
import { PeerTable } from "./peer-table.js";
import { SendingTurns } from "./sending-turns.js";
import { exchangeLifetimeMs, type TransmissionParameters } from "./transmission-parameters.js";

/** Limits of the message layer. */
export interface MessageLayerLimits {
  /** Incoming messages remembered for deduplication. Default 65536. */
  readonly maxExchanges: number;
  /** Peers remembered. Default 16384. */
  readonly maxPeers: number;
  /** Messages to one peer that wait for their turn under NSTART. Default 1024. */
  readonly maxWaitingPerPeer: number;
}

export const defaultMessageLayerLimits: MessageLayerLimits = {
  maxExchanges: 65_536,
  maxPeers: 16_384,
  maxWaitingPerPeer: 1024,
};

export interface MessageLayerOptions {
  readonly transport: DatagramTransport;
  readonly parameters: TransmissionParameters;
  readonly limits: MessageLayerLimits;
  readonly wheel: TimerWheel;
  readonly random: Random;
  /** Bytes that may be sent to a peer of which nothing has come yet. Default `Infinity`: all peers are trusted. */
  readonly allowance?: number | undefined;
  readonly user: CarrierUser;
}

/** A client that waits for its answer is not kept longer than need be; libcoap rejects four messages in a second at most. */
const PROBE_TIMEOUT_MS = 300;
const PROBE_REPEATS = 6;

/**
 * Reliability over datagrams: acknowledgements, retransmission, deduplication, rejection and NSTART. Knows nothing of
 * tokens, options and resources.
 *
 * @see RFC 7252 §4
 */
export class MessageLayer implements MessageCarrier, DatagramReceiver, Retransmitter {
  readonly isReliable = false;
  readonly peers: PeerTable;
  readonly #exchanges: ExchangeCache;
  readonly #turns: SendingTurns;
  readonly #transport: DatagramTransport;
  readonly #parameters: TransmissionParameters;
  readonly #wheel: TimerWheel;
  readonly #random: Random;
  readonly #user: CarrierUser;

  constructor({ transport, parameters, limits, wheel, random, allowance, user }: MessageLayerOptions) {
    this.peers = new PeerTable(limits.maxPeers, random, () => wheel.now(), allowance);
    this.#exchanges = new ExchangeCache(exchangeLifetimeMs(parameters), limits.maxExchanges);
    const open = (delivery: Delivery): void => this.#open(delivery);
    this.#turns = new SendingTurns({ parameters, maxWaiting: limits.maxWaitingPerPeer, wheel, open });
    this.#transport = transport;
    this.#parameters = parameters;
    this.#wheel = wheel;
    this.#random = random;
    this.#user = user;
  }

  onError(error: unknown): void {
    this.#user.onError(error);
  }

  onDatagram(datagram: Uint8Array, address: string, port: number): void {
    try {
      this.#receive(new MessageView(datagram), address, port);
    } catch (error) {
      this.#user.onError(error);
    }
  }

  /** What is on its way to the peer is given up by whoever sent it, and else here. */
  onPeerGone(address: string, port: number, cause: unknown): void {
    const peer = this.peers.find(address, port);
    if (peer === undefined) return;
    this.#guarded(() => this.#user.onPeerGone(peer, cause));
    for (const delivery of [...peer.outstanding.values(), ...peer.waiting])
      this.#guarded(() => this.#giveUp(delivery, cause));
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#user.onError(error);
    }
  }

  /** Takes what was sent to a multicast group: Non-confirmable requests, and nothing else (RFC 7252 §8.1). */
  readonly groupReceiver: DatagramReceiver = {
    onDatagram: (datagram, address, port) => {
      try {
        const view = new MessageView(datagram);
        const isRequest = view.code > 0 && !isResponse(view.code);
        if (view.fault === undefined && view.type === MessageType.NON && isRequest)
          this.#onContent(view, address, port, true);
      } catch (error) {
        this.#user.onError(error);
      }
    },
    onError: (error) => this.#user.onError(error),
  };

  open(): Promise<CoapAddress> {
    return this.#transport.open(this);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  peerAt(address: string, port: number): Peer {
    return this.peers.at(address, port);
  }

  identityOf({ address, port }: Peer): string | undefined {
    return this.#transport.identityOf?.(address, port);
  }

  /** False if it is more than the peer's allowance, and was not sent. */
  send(bytes: Uint8Array, peer: Peer): boolean {
    if (bytes.length > peer.allowance) return false;
    peer.allowance -= bytes.length;
    this.#transport.send(bytes, peer.address, peer.port);
    return true;
  }

  /** A duplicate of the request gets the same bytes again. */
  reply(exchange: IncomingExchange, bytes: Uint8Array, peer: Peer): void {
    exchange.reply = bytes;
    this.send(bytes, peer);
  }

  acknowledge(exchange: IncomingExchange, messageId: number, peer: Peer): void {
    this.reply(exchange, emptyMessage(MessageType.ACK, messageId), peer);
  }

  reject(exchange: IncomingExchange, messageId: number, peer: Peer): void {
    this.reply(exchange, emptyMessage(MessageType.RST, messageId), peer);
  }

  conclude(exchange: IncomingExchange, { type, messageId }: MessageView, peer: Peer): void {
    if (type === MessageType.CON && exchange.reply === undefined) this.acknowledge(exchange, messageId, peer);
  }

  /**
   * Sends a message that is an interaction under NSTART: now, or when its turn comes; it then has another Message ID. Its
   * listener hears of its end; a Non-confirmable one ends with `finish` only.
   *
   * @throws {UsageError} WOT_STATE if `maxWaitingPerPeer` messages wait already
   * @see RFC 7252 §4.2, §4.4, §4.7
   */
  deliver(peer: Peer, messageId: number, bytes: Uint8Array, listener: DeliveryListener): Delivery {
    const delivery = new Delivery(this, peer, messageId, bytes, listener);
    if (this.#turns.isNow(delivery)) this.#open(delivery);
    else this.#turns.wait(delivery);
    return delivery;
  }

  isCongested(): boolean {
    return false;
  }

  ready(): undefined {
    return undefined;
  }

  /** @see RFC 7252 §4.3 ("CoAP ping") */
  probe(peer: Peer, listener: DeliveryListener): Delivery {
    const messageId = peer.randomMessageId(this.#random);
    const delivery = new Delivery(this, peer, messageId, emptyMessage(MessageType.CON, messageId), listener, true);
    this.#open(delivery);
    return delivery;
  }

  resend(delivery: Delivery): void {
    if (delivery.state === "open") this.send(delivery.bytes, delivery.peer);
  }

  /** Lets the next one go. */
  finish(delivery: Delivery): void {
    const { peer, state } = delivery;
    if (state === "done" || state === "new") return;
    delivery.state = "done";
    peer.pins--;
    if (state === "waiting") {
      peer.waiting.splice(peer.waiting.indexOf(delivery), 1);
      return;
    }
    this.#wheel.stop(delivery);
    peer.outstanding.delete(delivery.messageId);
    if (delivery.isProbe) return;
    peer.openInteractions--;
    if (!delivery.confirmable && delivery.heardBefore === peer.heardCount) this.#turns.unanswered(delivery);
    if (peer.waiting.length > 0) this.#turns.take(peer);
  }

  /** Something came: whoever speaks may be spoken to. */
  #hear(peer: Peer): void {
    peer.heard = true;
    peer.heardCount++;
    if (peer.silentUntilMs < 0) return;
    peer.unanswered = 0;
    peer.silentUntilMs = Number.NEGATIVE_INFINITY;
    this.#turns.take(peer);
  }

  /** Called by the timer of a delivery: sends again with twice the wait, or gives up (RFC 7252 §4.2). */
  retransmit(delivery: Delivery): void {
    if (delivery.retransmissions >= (delivery.isProbe ? PROBE_REPEATS : this.#parameters.maxRetransmit)) {
      this.#giveUp(delivery);
      return;
    }
    const newer = delivery.listener.onRetransmit?.(delivery);
    if (delivery.state !== "open") return;
    if (newer !== undefined) this.#replace(delivery, newer);
    delivery.retransmissions++;
    delivery.timeoutMs *= 2;
    this.#wheel.start(delivery, delivery.timeoutMs);
    const reserved = delivery.isProbe ? 0 : RESERVED_BYTES;
    if (delivery.bytes.length + reserved > delivery.peer.allowance) this.#withhold(delivery);
    else this.send(delivery.bytes, delivery.peer);
  }

  #withhold(delivery: Delivery): void {
    if (!delivery.isProbe) this.#user.onWithheld?.(delivery);
  }

  #open(delivery: Delivery): void {
    const { peer } = delivery;
    delivery.state = "open";
    peer.pins++;
    if (!delivery.isProbe) peer.openInteractions++;
    peer.outstanding.set(delivery.messageId, delivery);
    if (delivery.confirmable) {
      const { ackTimeoutMs, ackRandomFactor } = this.#parameters;
      const firstMs = delivery.isProbe ? PROBE_TIMEOUT_MS : ackTimeoutMs;
      delivery.timeoutMs = firstMs * (1 + this.#random() * (ackRandomFactor - 1));
      this.#wheel.start(delivery, delivery.timeoutMs);
    } else {
      delivery.sentAtMs = this.#wheel.now();
      delivery.heardBefore = peer.heardCount;
    }
    delivery.listener.onTransmit?.();
    // A failure to send is asked about for unknown peers only: it takes a callback for each datagram.
    if (peer.heard) {
      if (!this.send(delivery.bytes, peer)) this.#withhold(delivery);
    } else this.#transport.send(delivery.bytes, peer.address, peer.port, (cause) => this.#failed(delivery, cause));
  }

  #failed(delivery: Delivery, cause: unknown): void {
    if (delivery.state === "open") this.#giveUp(delivery, cause);
  }

  #giveUp(delivery: Delivery, cause?: unknown): void {
    this.finish(delivery);
    delivery.listener.onUndelivered(cause);
  }

  #replace(delivery: Delivery, bytes: Uint8Array): void {
    delivery.peer.outstanding.delete(delivery.messageId);
    delivery.bytes = bytes;
    delivery.messageId = (bytes[2]! << 8) | bytes[3]!;
    delivery.peer.outstanding.set(delivery.messageId, delivery);
  }

  #receive(view: MessageView, address: string, port: number): void {
    const { fault, type } = view;
    if (fault === "too-short" || fault === "version") return;
    if (type === MessageType.ACK) this.#onAcknowledgement(view, address, port);
    else if (type === MessageType.RST) this.#onReset(view, address, port);
    else if (fault !== undefined || view.code === 0) this.#refuse(view, address, port);
    else this.#onContent(view, address, port);
  }

  /** An Empty Confirmable message is a ping; it and what cannot be understood get a Reset (RFC 7252 §4.2, §4.3). */
  #refuse(view: MessageView, address: string, port: number): void {
    if (view.type !== MessageType.CON) return;
    this.#transport.send(emptyMessage(MessageType.RST, view.messageId), address, port);
  }

  #onContent(view: MessageView, address: string, port: number, isGroup = false): void {
    const { messageId } = view;
    const peer = this.peers.at(address, port);
    this.#hear(peer);
    const key = peer.id * 0x1_0000 + messageId;
    const fingerprint = fingerprintOf(view.bytes);
    const now = this.#wheel.now();
    peer.credit(view.bytes.length, now);
    const known = this.#exchanges.find(key, fingerprint, now);
    if (known !== undefined) {
      if (view.type !== MessageType.CON) return;
      if (known.reply === undefined) this.#user.onRepeated?.(peer);
      else this.send(known.reply, peer);
      return;
    }
    const exchange = this.#exchanges.add(key, fingerprint, now);
    exchange.isGroup = isGroup;
    if (!isResponse(view.code)) this.#user.onRequest(view, peer, exchange);
    else if (!this.#user.onResponse(view, peer)) this.reject(exchange, messageId, peer);
    else if (view.type === MessageType.CON) this.acknowledge(exchange, messageId, peer);
  }

  #onAcknowledgement(view: MessageView, address: string, port: number): void {
    if (view.fault !== undefined) return;
    const peer = this.peers.find(address, port);
    if (peer === undefined) return;
    const delivery = peer.outstanding.get(view.messageId);
    if (delivery === undefined || !delivery.confirmable) {
      this.#user.onStray?.(peer);
      return;
    }
    this.#hear(peer);
    if (view.code === 0) {
      this.finish(delivery);
      delivery.listener.onAcknowledged();
    } else if (isResponse(view.code) && delivery.listener.onPiggybacked(view)) {
      this.finish(delivery);
    }
  }

  #onReset(view: MessageView, address: string, port: number): void {
    if (view.fault !== undefined || view.code !== 0) return;
    const peer = this.peers.find(address, port);
    if (peer === undefined) return;
    this.#hear(peer);
    const delivery = peer.outstanding.get(view.messageId);
    if (delivery === undefined) {
      this.#user.onReset(view.messageId, peer);
      this.#user.onStray?.(peer);
      return;
    }
    this.finish(delivery);
    delivery.listener.onReset();
  }
}

/** A message of the four bytes of its header (RFC 7252 §4.1). */
function emptyMessage(type: MessageType, messageId: number): Uint8Array {
  return Uint8Array.of(0x40 | (type << 4), 0, messageId >> 8, messageId & 0xff);
}
