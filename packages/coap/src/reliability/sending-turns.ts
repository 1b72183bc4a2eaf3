import { UsageError } from "@thingwright/errors";
import { type TimerWheel, WheelTimer } from "../time/timer-wheel.js";
import type { Delivery, Peer } from "./delivery.js";
import { exchangeLifetimeMs, type TransmissionParameters } from "./transmission-parameters.js";

export interface SendingTurnsOptions {
  readonly parameters: TransmissionParameters;
  /** Most messages to one peer that wait. */
  readonly maxWaiting: number;
  readonly wheel: TimerWheel;
  /** Sends a message whose turn has come. */
  readonly open: (delivery: Delivery) => void;
}

/**
 * Whose turn it is among the messages to a peer: no more than NSTART at a time, to a silent peer no more than PROBING_RATE,
 * and none under a Message ID that an earlier one may still have.
 *
 * @see RFC 7252 §4.4, §4.7
 */
export class SendingTurns {
  readonly #parameters: TransmissionParameters;
  readonly #lifetimeMs: number;
  readonly #maxWaiting: number;
  readonly #wheel: TimerWheel;
  readonly #open: (delivery: Delivery) => void;

  constructor({ parameters, maxWaiting, wheel, open }: SendingTurnsOptions) {
    this.#parameters = parameters;
    this.#lifetimeMs = exchangeLifetimeMs(parameters);
    this.#maxWaiting = maxWaiting;
    this.#wheel = wheel;
    this.#open = open;
  }

  /** Whether a new message may be sent at once. */
  isNow({ peer, confirmable }: Delivery): boolean {
    if (peer.openInteractions >= this.#parameters.nstart || peer.waiting.length > 0) return false;
    return this.#idsFreeAtMs(peer) < 0 && (confirmable || this.#heldUntilMs(peer) < 0);
  }

  /**
   * Lets it wait for its turn; it then has another Message ID.
   *
   * @throws {UsageError} WOT_STATE if `maxWaitingPerPeer` messages wait already
   */
  wait(delivery: Delivery): void {
    const { peer, messageId } = delivery;
    if (peer.waiting.length >= this.#maxWaiting) {
      throw new UsageError("WOT_STATE", `${peer.waiting.length} messages to one peer wait already (maxWaitingPerPeer)`);
    }
    peer.returnMessageId(messageId);
    delivery.state = "waiting";
    peer.waiting.push(delivery);
    peer.pins++;
    this.take(peer);
  }

  /** Opens whatever may be opened now. Confirmable messages overtake others that are held back from a silent peer. */
  take(peer: Peer): void {
    while (peer.waiting.length > 0 && peer.openInteractions < this.#parameters.nstart) {
      const heldUntilMs = this.#heldUntilMs(peer);
      const index = heldUntilMs < 0 ? 0 : peer.waiting.findIndex(({ confirmable }) => confirmable);
      const messageId = index < 0 ? -1 : peer.nextMessageId();
      const freeAtMs = index < 0 ? heldUntilMs : this.#idsFreeAtMs(peer);
      if (freeAtMs >= 0) {
        peer.returnMessageId(messageId);
        this.#takeLater(peer, freeAtMs);
        return;
      }
      const delivery = peer.waiting.splice(index, 1)[0]!;
      peer.pins--;
      delivery.bytes = delivery.listener.onRetransmit?.(delivery) ?? delivery.bytes;
      // Whoever was asked may have had enough.
      if (delivery.state !== "waiting") continue;
      renumber(delivery, messageId);
      this.#open(delivery);
    }
  }

  /**
   * Nothing came back. On average no more than PROBING_RATE goes to a peer that does not respond (RFC 7252 §4.7); the first
   * waits are no longer than between the transmissions of a Confirmable message, as one that was lost says little.
   */
  unanswered({ peer, bytes, sentAtMs, silenceMs }: Delivery): void {
    const { ackTimeoutMs, probingBytesPerSecond } = this.#parameters;
    const backOffMs = ackTimeoutMs * 2 ** peer.unanswered++;
    const costMs = silenceMs ?? Math.min(backOffMs, (bytes.length * 1000) / probingBytesPerSecond);
    peer.silentUntilMs = Math.max(peer.silentUntilMs, sentAtMs) + costMs;
  }

  /** When the next Message IDs may be used; negative for at once. */
  #idsFreeAtMs({ idsUsedAtMs }: Peer): number {
    if (idsUsedAtMs < 0 || this.#parameters.reuseMessageIds) return -1;
    return this.#laterThanNow(idsUsedAtMs + this.#lifetimeMs);
  }

  /** When a Non-confirmable message may go; negative for at once. */
  #heldUntilMs({ silentUntilMs }: Peer): number {
    return silentUntilMs < 0 ? -1 : this.#laterThanNow(silentUntilMs);
  }

  #laterThanNow(atMs: number): number {
    return atMs > this.#wheel.now() ? atMs : -1;
  }

  #takeLater(peer: Peer, atMs: number): void {
    peer.gate ??= new Gate(() => this.take(peer));
    this.#wheel.start(peer.gate, atMs - this.#wheel.now());
  }
}

function renumber(delivery: Delivery, messageId: number): void {
  delivery.messageId = messageId;
  delivery.bytes[2] = messageId >> 8;
  delivery.bytes[3] = messageId & 0xff;
}

/** Lets what waits for a peer go at a time that was said. */
class Gate extends WheelTimer {
  readonly #open: () => void;

  constructor(open: () => void) {
    super();
    this.#open = open;
  }

  onTimer(): void {
    this.#open();
  }
}
