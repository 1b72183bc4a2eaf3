import type { X509Certificate } from "node:crypto";
import { asWotError, type WotError } from "@thingwright/errors";
import type { DtlsClock } from "../clock.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";
import type { DtlsLimits } from "../limits.js";
import type { RecordLayer } from "../record/record-layer.js";
import { type FlightItem, packFlight } from "./flight.js";
import { type HandshakeFragment, type HandshakeMessage, HandshakeType, readFragments } from "./handshake-message.js";
import { MessageInbox } from "./message-inbox.js";
import { Transcript } from "./transcript.js";

/** Who the peer proved to be. */
export interface ProvenPeer {
  /** How it did; `none` for a client that was not asked to. */
  readonly by: "psk" | "certificate" | "publicKey" | "none";
  /** Identity of the pre-shared key, name in the certificate, or name under which the public key is known. */
  readonly identity?: string;
  readonly certificate?: X509Certificate;
}

/** What a handshake comes to. */
export interface HandshakeOutcome {
  readonly suite: CipherSuite;
  readonly peer: ProvenPeer;
}

/** Whom a handshake works for. */
export interface HandshakeHost {
  readonly records: RecordLayer;
  readonly limits: DtlsLimits;
  readonly clock: DtlsClock;
  /** The connection ID that the peer is to put into its records; empty for none. */
  readonly ownCid: Buffer;
  randomBytes(length: number): Buffer;
  transmit(datagram: Buffer): void;
  /** Records can be read and written under keys from now on. */
  keyed(): void;
  established(outcome: HandshakeOutcome): void;
  failed(error: WotError): void;
}

/** What client and server have in common: messages in order, flights, and sending them again (RFC 6347 §4.2.4). */
export abstract class Handshake {
  protected readonly host: HandshakeHost;
  protected readonly transcript = new Transcript();
  readonly #inbox: MessageInbox;
  #nextSequence: number;
  #flight: readonly FlightItem[] = [];
  #cancelTimer: (() => void) | undefined;
  #retransmitMs: number;
  #sentAtMs = 0;
  #isBusy = false;
  #isComplete = false;
  #isOver = false;

  /** @param firstSequence - `message_seq` that both sides begin with */
  constructor(host: HandshakeHost, firstSequence: number) {
    this.host = host;
    this.#nextSequence = firstSequence;
    this.#inbox = new MessageInbox(firstSequence, host.limits.maxHandshakeBytes);
    this.#retransmitMs = host.limits.retransmitMs;
  }

  /** Acts on one message; the next waits until a returned promise is settled. */
  protected abstract step(message: HandshakeMessage): Promise<void> | undefined;

  /** Takes the content of a handshake record. What is malformed in the clear could be anybody's, and is dropped. */
  receive(content: Buffer, epoch: number): void {
    for (const fragment of fragmentsIn(content)) {
      // Finished is the one message under keys, and cannot come without.
      if ((fragment.type === HandshakeType.finished) === (epoch === 1)) this.#take(fragment, epoch);
    }
  }

  /** Ends it for good. */
  abandon(): void {
    this.#stopTimer();
    this.#isOver = true;
    this.#flight = [];
  }

  /** A message of this side, noted in the transcript. */
  protected message(type: number, body: Buffer): HandshakeMessage {
    const message = { type, sequence: this.#nextSequence++, body };
    this.transcript.add(message);
    return message;
  }

  /** Sends a flight, and again until the next one takes its place. */
  protected sendFlight(flight: readonly FlightItem[]): void {
    this.#flight = flight;
    this.#retransmitMs = this.host.limits.retransmitMs;
    this.#transmit();
    this.#schedule();
  }

  /** It is done. The side that spoke last goes on to answer when the other one repeats itself (RFC 6347 §4.2.4). */
  protected complete(outcome: HandshakeOutcome): void {
    this.#stopTimer();
    this.#isComplete = true;
    this.host.established(outcome);
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #take(fragment: HandshakeFragment, epoch: number): void {
    if (this.#isOver || (this.#isComplete && epoch === 0)) return;
    const fate = this.#inbox.add(fragment);
    if (fate === "kept") this.#pump();
    else if (fate === "old" && fragment.sequence === this.#inbox.next - 1) this.#repeat();
  }

  #pump(): void {
    while (!this.#isBusy && !this.#isOver && !this.#isComplete) {
      const message = this.#inbox.shift();
      if (message === undefined) return;
      try {
        const waiting = this.step(message);
        if (waiting !== undefined) this.#waitFor(waiting);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #waitFor(waiting: Promise<void>): void {
    this.#isBusy = true;
    waiting.then(
      () => {
        this.#isBusy = false;
        this.#pump();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.abandon();
    this.host.failed(asWotError(error));
  }

  /** The peer repeats the last message of its flight: ours was lost. Not more often than the timer's first half. */
  #repeat(): void {
    if (this.host.clock.now() - this.#sentAtMs >= this.host.limits.retransmitMs / 2) this.#transmit();
  }

  #schedule(): void {
    this.#stopTimer();
    this.#cancelTimer = this.host.clock.setTimer(() => {
      this.#retransmitMs = Math.min(2 * this.#retransmitMs, this.host.limits.maxRetransmitMs);
      this.#transmit();
      this.#schedule();
    }, this.#retransmitMs);
  }

  #transmit(): void {
    this.#sentAtMs = this.host.clock.now();
    const { records, limits } = this.host;
    for (const datagram of packFlight(this.#flight, records, limits.maxDatagramBytes)) this.host.transmit(datagram);
  }
}

function fragmentsIn(content: Buffer): readonly HandshakeFragment[] {
  try {
    return readFragments(content);
  } catch {
    return [];
  }
}
