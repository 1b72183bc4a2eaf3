import { randomInt } from "node:crypto";
import type { Emission } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { encodeEvent } from "../../sse/encode-event.js";
import { singleMember } from "../../sse/single-member.js";
import type { EmissionSource } from "./emission-source.js";
import { type EmissionStamp, formatStamp, isLater, stampAfter } from "./emission-stamp.js";
import type { HistoryRoom } from "./history-room.js";
import { RecordedEmission } from "./recorded-emission.js";

interface Debt {
  /** When it lapses. */
  readonly until: number;
  failure: WotError | undefined;
}

/**
 * The latest emissions of one source in one content type, as any of its subscribers saw them. Lives as long as it has a
 * subscriber, and a while longer, so that a poll, or a stream with `Last-Event-ID`, finds what came since.
 */
export class EmissionFeed {
  /** Number of open subscriptions. */
  members = 0;
  /** An answered poll that keeps its subscription for those who are owed what comes meanwhile. */
  lingering: { complete(): void } | undefined = undefined;
  /** What clients between two polls are owed, by a number that nobody else can guess. */
  readonly #owed = new Map<number, Debt>();
  readonly #source: Pick<EmissionSource, "name">;
  readonly #capacity: number;
  readonly #room: HistoryRoom;
  readonly #recent: RecordedEmission[] = [];
  #newest: RecordedEmission | undefined;
  #framed: RecordedEmission | undefined;
  #frame: Buffer = noFrame;

  constructor(source: Pick<EmissionSource, "name">, capacity: number, room: HistoryRoom) {
    this.#source = source;
    this.#capacity = capacity;
    this.#room = room;
  }

  /** Sequence of the newest emission; 0 before the first. */
  get lastSequence(): number {
    return this.#newest?.sequence ?? 0;
  }

  /** Keeps `emission`, and stamps it; every subscriber reports it, the first counts. */
  record(emission: Emission): RecordedEmission {
    const newest = this.#newest;
    if (newest?.sequence === emission.sequence) return newest;
    if (newest !== undefined && emission.sequence < newest.sequence) return this.#late(emission, newest);
    const recorded = new RecordedEmission(emission, stampAfter(newest?.stamp, emission.time));
    this.#newest = recorded;
    this.#keep(recorded);
    return recorded;
  }

  /**
   * The emissions that are newer than `sequence`, in order. A number that was not given out yet comes from another life
   * of the Thing and finds nothing.
   */
  after(sequence: number): readonly RecordedEmission[] {
    return this.#recent.filter((recorded) => recorded.sequence > sequence);
  }

  /** The emissions that came about after `stamp`, in order: all that are left when it is older than those. */
  since(stamp: EmissionStamp): readonly RecordedEmission[] {
    return this.#recent.filter((recorded) => isLater(recorded.stamp, stamp));
  }

  /** The emissions after the one that a message with this id brought to somebody; none when that one is not known. */
  sinceNotification(id: string): readonly RecordedEmission[] {
    const known = this.#recent.findIndex((recorded) => recorded.wasSentAs(id));
    return known === -1 ? [] : this.#recent.slice(known + 1);
  }

  /** Forgets everything. */
  clear(): void {
    while (this.#recent.length > 0) this.#forgetOldest();
    this.#framed = undefined;
    this.#frame = noFrame;
  }

  /** Number under which a client will come back, until `until` at the latest. The oldest debts give way to new ones. */
  owe(until: number): number {
    const number = randomInt(1, 2 ** 48 - 1);
    this.#owed.set(number, { until, failure: undefined });
    if (this.#owed.size > this.#capacity) this.#owed.delete(this.#owed.keys().next().value!);
    return number;
  }

  /** The client with this number is back, or will not come; says how the subscription failed meanwhile, if it did. */
  settle(number: number): WotError | undefined {
    const debt = this.#owed.get(number);
    this.#owed.delete(number);
    return debt?.failure;
  }

  /** The source failed: all that are owed something shall hear of it. */
  fail(failure: WotError): void {
    for (const debt of this.#owed.values()) debt.failure ??= failure;
  }

  /** Whether somebody may still come back. */
  owes(now: number): boolean {
    for (const [number, { until }] of this.#owed) if (until <= now) this.#owed.delete(number);
    return this.#owed.size > 0;
  }

  /** `recorded` as an event of a stream: encoded once, the same bytes for all its streams. */
  frame(recorded: RecordedEmission): Buffer {
    if (this.#framed === recorded) return this.#frame;
    const frame = Buffer.from(this.#encode(recorded));
    if (recorded === this.#newest) {
      this.#framed = recorded;
      this.#frame = frame;
    }
    return frame;
  }

  /** One that comes when a newer one has come already: an application emitted while it was told of this one. */
  #late(emission: Emission, newest: RecordedEmission): RecordedEmission {
    const known = this.#recent.find((recorded) => recorded.sequence === emission.sequence);
    return known ?? new RecordedEmission(emission, newest.stamp);
  }

  /** What there is no room for is not kept, and nothing before it: a history has no holes but at its beginning. */
  #keep(recorded: RecordedEmission): void {
    if (this.#recent.length >= this.#capacity) this.#forgetOldest();
    while (!this.#room.take(recorded.bytes)) {
      if (this.#recent.length === 0) return;
      this.#forgetOldest();
    }
    this.#recent.push(recorded);
  }

  #forgetOldest(): void {
    this.#room.release(this.#recent.shift()?.bytes ?? 0);
  }

  /** A stream of everything names what each value is of, as the Profile has it (`…-observeallproperties-5b`). */
  #encode({ stamp, emission }: RecordedEmission): string {
    const { body } = emission.content;
    const id = formatStamp(stamp);
    const data = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
    if (this.#source.name !== undefined) return encodeEvent({ event: this.#source.name, id, data });
    const member = singleMember(data);
    if (member === undefined) return encodeEvent({ id, data });
    return encodeEvent({ event: member.name, id, data: emission.isWithoutData === true ? "" : member.value });
  }
}

const noFrame = Buffer.alloc(0);
