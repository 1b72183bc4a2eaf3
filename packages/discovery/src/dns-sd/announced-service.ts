import type { Clock, Logger, Timer } from "@thingwright/contracts";
import { type DnsRecord, encodeQuery, encodeResponse } from "./dns-message.js";
import { instanceLabel, keyOfName } from "./dns-name.js";
import type { HeardMessage } from "./heard-message.js";
import { identityOf, rdataOf } from "./record-data.js";
import type { ServiceOffer, ServiceRecords } from "./service-offer.js";

/** What an announced service needs from its announcer. */
export interface AnnouncedEnvironment {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly maxRenames: number;
  /** Sends where the service can be used. */
  send(message: Uint8Array, offer: ServiceOffer): void;
  /** Whether another service of this announcer has that name. */
  isTaken(key: string, but: AnnouncedService): boolean;
}

/** A record, as it is looked for in a question. */
interface AskableRecord {
  readonly type: DnsRecord["type"];
  readonly key: string;
  readonly identity: string;
  readonly ttl: number;
}

/** Probes before a name is claimed, and the milliseconds between them (RFC 6762 §8.1). */
const [probes, probeMs] = [3, 250];

/** Announcements of a claimed name, and the milliseconds between them (RFC 6762 §8.3). */
const [announcements, announcementMs] = [2, 1_000];

/** Least and most milliseconds before an answer (RFC 6762 §6). */
const [minAnswerMs, maxAnswerMs] = [20, 120];

/** Least milliseconds between two answers, and before one to somebody who is about to take the name (RFC 6762 §6). */
const [betweenAnswersMs, betweenDefencesMs] = [1_000, 250];

/**
 * One service instance on the network: finds a name that nobody has, says that it is there, answers who asks, and takes
 * another name when somebody else turns out to have this one.
 */
export class AnnouncedService {
  readonly #offer: ServiceOffer;
  readonly #environment: AnnouncedEnvironment;
  #renames = 0;
  #records: ServiceRecords;
  /** All of them, as others ask for them. */
  #askable: readonly AskableRecord[] = [];
  #name = "";
  #key = "";
  #state: "probing" | "claimed" | "ended" = "probing";
  /** The next probe, announcement or answer. */
  #step: Timer | undefined;
  #answer: Timer | undefined;
  #sentMs = Number.NEGATIVE_INFINITY;

  constructor(offer: ServiceOffer, environment: AnnouncedEnvironment) {
    this.#offer = offer;
    this.#environment = environment;
    this.#records = offer.records("");
  }

  /** Name of the instance, `label._wot._tcp.local`, as names are compared. */
  get key(): string {
    return this.#key;
  }

  /** Looks whether the name is free, and claims it. */
  begin(): void {
    const { isTaken, random } = this.#environment;
    do {
      this.#renames += 1;
      this.#name = `${instanceLabel(this.#offer.title, this.#renames)}.${this.#offer.type}`;
      this.#key = keyOfName(this.#name);
    } while (isTaken(this.#key, this));
    this.#records = this.#offer.records(this.#name);
    this.#askable = askable(this.#records);
    this.#state = "probing";
    this.#after(random() * probeMs, () => this.#probe(probes));
  }

  /** Takes a message of somebody in. */
  hear(message: HeardMessage): void {
    if (this.#state === "ended") return;
    if (this.#isContested(message)) this.#rename();
    else if (!message.isResponse && this.#state === "claimed" && this.#isAsked(message)) this.#answerSoon(message);
  }

  /** Takes everything back (RFC 6762 §10.1). Idempotent. */
  end(): void {
    const wasClaimed = this.#state === "claimed";
    this.#state = "ended";
    this.#step?.cancel();
    this.#answer?.cancel();
    if (!wasClaimed) return;
    const { unique, pointers } = this.#records;
    const gone = [...unique, ...pointers.filter(({ data }) => data === this.#name)];
    this.#send(encodeResponse(gone.map((record) => ({ ...record, ttl: 0 }))));
  }

  #probe(left: number): void {
    if (left === 0) {
      this.#state = "claimed";
      this.#announce(announcements);
      return;
    }
    this.#send(encodeQuery([{ name: this.#name, type: "ANY" }], [], this.#records.unique));
    this.#after(probeMs, () => this.#probe(left - 1));
  }

  #announce(left: number): void {
    const { unique, pointers, addresses } = this.#records;
    this.#sentMs = this.#environment.clock.now();
    this.#send(encodeResponse([...pointers, ...unique, ...addresses]));
    if (left > 1) this.#after(announcementMs, () => this.#announce(left - 1));
  }

  /**
   * Whether somebody else has the name: another SRV or TXT record with it, or, while both of us look whether it is free, one
   * that wins (RFC 6762 §8.1, §8.2, §9).
   */
  #isContested(message: HeardMessage): boolean {
    const { isResponse } = message;
    if (!isResponse && this.#state !== "probing") return false;
    const theirs = message.saidOf(this.#key).filter(({ ttl }) => ttl > 0);
    if (theirs.length === 0) return false;
    return this.#records.unique.some((own) =>
      theirs.some((other) => {
        if (other.type !== own.type) return false;
        const order = Buffer.compare(rdataOf(other), rdataOf(own));
        return isResponse ? order !== 0 : order > 0 && own.type === "SRV";
      }),
    );
  }

  #rename(): void {
    const { logger, maxRenames } = this.#environment;
    this.#step?.cancel();
    this.#answer?.cancel();
    this.#answer = undefined;
    if (this.#renames <= maxRenames) this.begin();
    else {
      this.#state = "ended";
      logger.warn("every name for a service is taken: it is not announced", { title: this.#offer.title });
    }
  }

  #isAsked(message: HeardMessage): boolean {
    return this.#askable.some(
      ({ type, key, identity, ttl }) => message.asks(type, key) && !message.knows(identity, ttl),
    );
  }

  /** Answers after a moment, at once to who is about to take the name, and to nobody more often than allowed. */
  #answerSoon(message: HeardMessage): void {
    const { clock, random } = this.#environment;
    const sinceMs = clock.now() - this.#sentMs;
    if (!message.claims(this.#key)) {
      const politeMs = minAnswerMs + random() * (maxAnswerMs - minAnswerMs);
      this.#answer ??= clock.after(Math.max(politeMs, betweenAnswersMs - sinceMs), () => this.#answerNow());
      return;
    }
    this.#answer?.cancel();
    if (sinceMs >= betweenDefencesMs) this.#answerNow();
    else this.#answer = clock.after(betweenDefencesMs - sinceMs, () => this.#answerNow());
  }

  #answerNow(): void {
    this.#answer = undefined;
    this.#announce(1);
  }

  #after(delayMs: number, step: () => void): void {
    this.#step?.cancel();
    this.#step = this.#environment.clock.after(delayMs, step);
  }

  #send(message: Uint8Array): void {
    this.#environment.send(message, this.#offer);
  }
}

const askable = ({ unique, pointers, addresses }: ServiceRecords): readonly AskableRecord[] =>
  [...pointers, ...unique, ...addresses].map((record) => ({
    type: record.type,
    key: keyOfName(record.name),
    identity: identityOf(record),
    ttl: record.ttl,
  }));
