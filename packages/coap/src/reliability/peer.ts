import type { Random } from "../time/random.js";
import type { WheelTimer } from "../time/timer-wheel.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import { type Capacity, DATAGRAM_CAPACITY } from "./capacity.js";
import { IdTable } from "./id-table.js";

/** Message IDs whose time of use is remembered as one. */
const GROUP_BITS = 10;
const GROUP_MASK = (1 << GROUP_BITS) - 1;

/** Most bytes that go to an address for each byte that came from it (RFC 9175 §2.4 item 3). */
const MAX_FACTOR = 3;
/** A peer with more than this is not given more: what was saved up by small answers must not make one great burst. */
const MAX_ALLOWANCE = 4096;

/** Of an allowance, what only probes may use, with repeats: or none would be left to ask for more. */
export const RESERVED_BYTES = 24;

/**
 * What the message layer keeps about one address and port.
 *
 * @typeParam D - a message on its way to the peer
 */
export class PeerState<D> implements CoapAddress {
  readonly id: number;
  readonly address: string;
  readonly port: number;
  /** Messages that an Acknowledgement or Reset may still answer, by Message ID. */
  readonly outstanding = new IdTable<D & {}>();
  /** Messages that wait for their turn under NSTART. */
  readonly waiting: D[] = [];
  /** Interactions that count towards NSTART now. */
  openInteractions = 0;
  /** How many things would be lost if this peer were forgotten. */
  pins = 0;
  /** Whether it ever sent anything. */
  heard = false;
  /**
   * Bytes that may still be sent to it while it has not shown that it receives what is sent to its address; `Infinity`
   * once it has, or when it need not.
   */
  allowance = Number.POSITIVE_INFINITY;
  /** Until when it has shown so, by the clock's milliseconds. */
  verifiedUntilMs = Number.POSITIVE_INFINITY;
  /** How many messages came from it, to tell whether one came since. */
  heardCount = 0;
  /** Until when no Non-confirmable message may be sent unless it is heard of, and how many went unanswered (RFC 7252 §4.7). */
  silentUntilMs = Number.NEGATIVE_INFINITY;
  unanswered = 0;
  /** When Message IDs like the one given out last were last used; never, at first. */
  idsUsedAtMs = Number.NEGATIVE_INFINITY;
  /** Lets waiting messages go when the time is there; made when one has to wait for more than NSTART. */
  gate: WheelTimer | undefined = undefined;
  /** What it takes in one message. */
  capacity: Capacity = DATAGRAM_CAPACITY;

  readonly #now: () => number;
  #messageId: number;
  /** When IDs of each group were last given out; made with the second group. */
  #groupsUsedAtMs: Float64Array | undefined;

  constructor(id: number, address: string, port: number, firstMessageId: number, now: () => number) {
    this.id = id;
    this.address = address;
    this.port = port;
    this.#messageId = firstMessageId & 0xffff;
    this.#now = now;
  }

  /** Whether it has shown that it receives what is sent to its address, or need not show it. */
  get isVerified(): boolean {
    return this.allowance === Number.POSITIVE_INFINITY;
  }

  /** Takes note that it has shown so. */
  verify(untilMs: number): void {
    this.allowance = Number.POSITIVE_INFINITY;
    this.verifiedUntilMs = untilMs;
  }

  /** Takes note of bytes that came from its address at a time. */
  credit(bytes: number, nowMs: number): void {
    if (nowMs >= this.verifiedUntilMs) {
      this.allowance = 0;
      this.verifiedUntilMs = Number.POSITIVE_INFINITY;
    }
    if (this.allowance < MAX_ALLOWANCE) this.allowance += MAX_FACTOR * bytes;
  }

  /** A Message ID that nobody can guess, and that no outstanding message to this peer has. */
  randomMessageId(random: Random): number {
    let messageId: number;
    do messageId = Math.floor(random() * 0x1_0000);
    while (this.outstanding.has(messageId));
    return messageId;
  }

  /** A Message ID that no outstanding message to this peer has: the one that was given out longest ago. */
  nextMessageId(): number {
    do {
      this.#messageId = (this.#messageId + 1) & 0xffff;
      if ((this.#messageId & GROUP_MASK) === 0) this.#turnGroup();
    } while (this.outstanding.has(this.#messageId));
    return this.#messageId;
  }

  /** Takes the Message ID back that was given out last, and not used. */
  returnMessageId(messageId: number): void {
    if (messageId === this.#messageId) this.#messageId = (messageId - 1) & 0xffff;
  }

  /** Notes the time for the group that is done with, and looks up that of the one that begins. */
  #turnGroup(): void {
    const begins = this.#messageId >> GROUP_BITS;
    const ends = ((this.#messageId - 1) & 0xffff) >> GROUP_BITS;
    this.#groupsUsedAtMs ??= new Float64Array(0x1_0000 >> GROUP_BITS).fill(Number.NEGATIVE_INFINITY);
    this.#groupsUsedAtMs[ends] = this.#now();
    this.idsUsedAtMs = this.#groupsUsedAtMs[begins]!;
  }
}
