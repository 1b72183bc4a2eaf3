import type { Delivery, DeliveryListener, Peer } from "../reliability/delivery.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import { type TimerWheel, WheelTimer } from "../time/timer-wheel.js";
import type { ServerLimits } from "./server-limits.js";

/** What is more than a peer's allowance. It ends with one of the three, once. */
export interface AnswerInWaiting {
  /** The peer has shown that it receives at its address. */
  onVerified(): void;
  /** It has not within `verificationWaitMs`. True if its allowance covers something else in place of the answer, which was sent. */
  onOverdue(): boolean;
  /** It will not. */
  onUnverified(): void;
}

const PROBE_BYTES = 4;
/** The shortest answer to the shortest request must remain possible. */
const RESERVE_BYTES = 4;
/**
 * So many wrong Message IDs are taken for guesses: nothing verifies the address any more, for a time. Four guesses in a minute
 * at 16 bits succeed once in eleven days, and whoever guesses for others never learns that he did.
 */
const MAX_STRAYS = 4;
const REFUSAL_MS = 60_000;
const MAX_WAITING_PER_PEER = 64;

export interface AddressVerificationOptions {
  readonly carrier: MessageCarrier;
  readonly limits: ServerLimits;
  readonly wheel: TimerWheel;
  readonly onError: (error: unknown) => void;
}

/**
 * Asks peers to show that they receive what is sent to their address, once there is more to send than three times what
 * came from it. They are pinged under a Message ID that cannot be guessed, which every endpoint answers with a Reset, whatever else it knows.
 *
 * @see RFC 7252 §4.3, §11.3
 */
export class AddressVerification {
  readonly #options: AddressVerificationOptions;
  /** In the order of their beginnings: when there are too many, the oldest ends. */
  readonly #open = new Map<Peer, PeerVerification>();
  #waiting = 0;

  constructor(options: AddressVerificationOptions) {
    this.#options = options;
  }

  /** Answers that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Asks the peer, and tells `answer` what comes of it. */
  whenVerified(peer: Peer, answer: AnswerInWaiting): void {
    const open = this.#open.get(peer) ?? this.#begin(peer);
    const isHopeless = open === undefined || open.isRefused || open.answers.length >= MAX_WAITING_PER_PEER;
    if ((isHopeless || open.isOverdue) && answer.onOverdue()) return;
    if (isHopeless) {
      answer.onUnverified();
      return;
    }
    open.answers.push(answer);
    this.#waiting += 1;
    this.#makeRoom(open);
  }

  /** Asks a peer that more will be sent to after the next `bytes`, if its allowance is enough for both. */
  ask(peer: Peer, bytes: number): void {
    if (!peer.isVerified && !this.#open.has(peer)) this.#begin(peer, bytes);
  }

  /** The peer has shown by other means that it receives, such as by a request that is protected and new. */
  verify(peer: Peer): void {
    if (peer.isVerified) return;
    const { wheel, limits } = this.#options;
    peer.verify(wheel.now() + limits.verifiedForMs);
    const open = this.#open.get(peer);
    if (open === undefined) return;
    this.#end(open);
    for (const answer of this.#take(open)) this.#tell(() => answer.onVerified());
  }

  /** Somebody named a Message ID under which nothing was sent from here. */
  stray(peer: Peer): void {
    const open = this.#open.get(peer);
    if (open === undefined || open.isRefused || ++open.strays < MAX_STRAYS) return;
    open.isRefused = true;
    this.#options.wheel.start(open, REFUSAL_MS);
    this.#finish(open);
    this.#giveUp(open);
  }

  /** A request of the peer came again: its allowance may now cover something in place of an answer. */
  repeated(peer: Peer): void {
    const open = this.#open.get(peer);
    if (open?.isOverdue) this.#sendLess(open);
  }

  /** The peer has not answered in time; it still may. A refused one is given another chance. */
  onTimer(open: PeerVerification): void {
    if (open.isRefused) {
      this.#open.delete(open.peer);
      return;
    }
    open.isOverdue = true;
    this.#sendLess(open);
  }

  /** The ping was sent as often as it is worth, or could not be sent. */
  onUndelivered(open: PeerVerification): void {
    this.#end(open);
    this.#giveUp(open);
  }

  #sendLess(open: PeerVerification): void {
    for (const answer of this.#take(open)) {
      let isSent = true;
      this.#tell(() => {
        isSent = answer.onOverdue();
      });
      if (isSent) continue;
      open.answers.push(answer);
      this.#waiting += 1;
    }
  }

  #begin(peer: Peer, reservedBytes = RESERVE_BYTES): PeerVerification | undefined {
    const { carrier, limits, wheel } = this.#options;
    if (carrier.probe === undefined || peer.allowance < PROBE_BYTES + reservedBytes) return undefined;
    const open = new PeerVerification(peer, this);
    this.#open.set(peer, open);
    wheel.start(open, limits.verificationWaitMs);
    open.probe = carrier.probe(peer, open);
    this.#makeRoom(open);
    return open;
  }

  #makeRoom(newest: PeerVerification): void {
    const { maxHeldAnswers } = this.#options.limits;
    for (const open of this.#open.values()) {
      if (this.#waiting <= maxHeldAnswers && this.#open.size <= maxHeldAnswers) return;
      if (open === newest) continue;
      this.#end(open);
      this.#giveUp(open);
    }
  }

  #end(open: PeerVerification): void {
    this.#open.delete(open.peer);
    this.#options.wheel.stop(open);
    this.#finish(open);
  }

  #finish({ probe }: PeerVerification): void {
    if (probe !== undefined) this.#options.carrier.finish(probe);
  }

  #giveUp(open: PeerVerification): void {
    for (const answer of this.#take(open)) this.#tell(() => answer.onUnverified());
  }

  #take(open: PeerVerification): AnswerInWaiting[] {
    const answers = open.answers.splice(0);
    this.#waiting -= answers.length;
    return answers;
  }

  #tell(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

/** What one peer is asked. */
class PeerVerification extends WheelTimer implements DeliveryListener {
  readonly peer: Peer;
  readonly answers: AnswerInWaiting[] = [];
  probe: Delivery | undefined;
  strays = 0;
  /** Whether answers are made smaller rather than kept waiting. */
  isOverdue = false;
  /** Whether somebody has guessed at Message IDs. */
  isRefused = false;

  readonly #owner: AddressVerification;

  constructor(peer: Peer, owner: AddressVerification) {
    super();
    this.peer = peer;
    this.#owner = owner;
  }

  onReset(): void {
    this.#owner.verify(this.peer);
  }

  /** No answer to a ping that any RFC knows, but one that some endpoints give. */
  onAcknowledged(): void {
    this.onReset();
  }

  onPiggybacked(): boolean {
    return false;
  }

  onUndelivered(): void {
    this.#owner.onUndelivered(this);
  }

  onTimer(): void {
    this.#owner.onTimer(this);
  }
}
