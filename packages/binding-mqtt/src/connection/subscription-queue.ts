import { asWotError, type WotError } from "@thingwright/errors";
import type { Session } from "./session.js";
import type { SubscriptionTerms } from "./subscription-terms.js";

/**
 * Most filters to a packet. A large cloud's broker closes the connection over more than eight, and more save little: the
 * packets do not wait for one another.
 */
const filtersPerPacket = 8;

/** Most packets without an acknowledgement: a session has 65,535 packet identifiers for everything. */
const packetsUnderWay = 64;

interface Entry {
  readonly filter: string;
  /** `undefined` to unsubscribe. */
  readonly terms: SubscriptionTerms | undefined;
  readonly settle: (error: WotError | undefined) => void;
}

/**
 * Subscribes and unsubscribes at one session, in the order asked for: what is asked for at the same time goes out in
 * packets of several filters, a bounded number of packets at a time, however many there are.
 */
export class SubscriptionQueue {
  readonly session: Session;
  #waiting: Entry[] = [];
  #next = 0;
  #underWay = 0;
  #isWoken = false;

  constructor(session: Session) {
    this.session = session;
  }

  /** Resolves when the broker has granted `filter`. @throws {WotError} when it refuses, or the session ends */
  subscribe(filter: string, terms: SubscriptionTerms): Promise<void> {
    return this.#put(filter, terms);
  }

  /** Resolves when the broker has ended the subscription. */
  unsubscribe(filter: string): Promise<void> {
    return this.#put(filter, undefined);
  }

  #put(filter: string, terms: SubscriptionTerms | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ filter, terms, settle: (error) => (error === undefined ? resolve() : reject(error)) });
      if (this.#isWoken) return;
      this.#isWoken = true;
      queueMicrotask(() => {
        this.#isWoken = false;
        this.#send();
      });
    });
  }

  #send(): void {
    while (this.#next < this.#waiting.length && this.#underWay < packetsUnderWay) {
      this.#underWay += 1;
      void this.#carryOut(this.#batch()).then(() => {
        this.#underWay -= 1;
        this.#send();
      });
    }
    if (this.#next < this.#waiting.length) return;
    this.#waiting = [];
    this.#next = 0;
  }

  /** The next entries that go into one packet. */
  #batch(): readonly Entry[] {
    const start = this.#next;
    const first = this.#waiting[start]!;
    const end = Math.min(start + filtersPerPacket, this.#waiting.length);
    do this.#next += 1;
    while (this.#next < end && isAlike(first, this.#waiting[this.#next]!));
    return this.#waiting.slice(start, this.#next);
  }

  /** Never rejects. */
  async #carryOut(batch: readonly Entry[]): Promise<void> {
    const filters = batch.map(({ filter }) => filter);
    const { terms } = batch[0]!;
    try {
      const refusals = await (terms === undefined
        ? this.session.unsubscribe(filters)
        : this.session.subscribe(filters, terms));
      for (const [index, { settle }] of batch.entries()) settle(refusals?.[index]);
    } catch (cause) {
      const error = asWotError(cause);
      for (const { settle } of batch) settle(error);
    }
  }
}

function isAlike({ terms: a }: Entry, { terms: b }: Entry): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.qos === b.qos && a.withoutRetained === b.withoutRetained && a.identifier === b.identifier;
}
