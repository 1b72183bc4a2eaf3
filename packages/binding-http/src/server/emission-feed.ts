import { randomInt } from "node:crypto";
import type { Emission } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { encodeEvent } from "../sse/encode-event.js";
import { singleMember } from "../sse/single-member.js";
import type { EmissionSource } from "./emission-source.js";

interface Debt {
  /** When it lapses. */
  readonly until: number;
  failure: WotError | undefined;
}

/**
 * The latest emissions of one source in one content type, as any of its subscribers saw them. Lives as long as it has a
 * subscriber, so that a poll, or a stream with `Last-Event-ID`, finds what came since.
 */
export class EmissionFeed {
  /** Number of open subscriptions. */
  members = 0;
  /** An answered poll that keeps its subscription for those who are owed what comes meanwhile. */
  lingering: { complete(): void } | undefined = undefined;
  /** What clients between two polls are owed, by a number that nobody else can guess. */
  readonly #owed = new Map<number, Debt>();
  readonly #source: EmissionSource;
  readonly #capacity: number;
  readonly #recent: Emission[] = [];
  #framed: Emission | undefined;
  #frame = "";

  constructor(source: EmissionSource, capacity: number) {
    this.#source = source;
    this.#capacity = capacity;
  }

  /** Sequence of the newest emission; 0 before the first. */
  get lastSequence(): number {
    return this.#recent.at(-1)?.sequence ?? 0;
  }

  /** Keeps `emission`; every subscriber reports it, the first counts. */
  record(emission: Emission): void {
    if (emission.sequence <= this.lastSequence) return;
    this.#recent.push(emission);
    if (this.#recent.length > this.#capacity) this.#recent.shift();
  }

  /**
   * The emissions that are newer than `sequence`, in order. A number that was not given out yet comes from another life
   * of the Thing and finds nothing.
   */
  after(sequence: number): readonly Emission[] {
    return this.#recent.filter((emission) => emission.sequence > sequence);
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

  /** `emission` as an event of a stream, encoded once for all its streams. */
  frame(emission: Emission): string {
    if (this.#framed !== emission) {
      this.#frame = this.#encode(emission);
      this.#framed = emission;
    }
    return this.#frame;
  }

  /** A stream of everything names what each value is of, as the Profile has it (`…-observeallproperties-5b`). */
  #encode({ sequence, content }: Emission): string {
    const { body } = content;
    const data = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
    if (this.#source.name !== undefined) return encodeEvent({ event: this.#source.name, id: sequence, data });
    const member = singleMember(data);
    if (member === undefined) return encodeEvent({ id: sequence, data });
    return encodeEvent({ event: member.name, id: sequence, data: member.value });
  }
}
