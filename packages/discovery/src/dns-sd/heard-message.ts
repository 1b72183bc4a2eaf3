import type { DnsMessage, DnsRecord } from "./dns-message.js";
import { keyOfName } from "./dns-name.js";
import { identityOf } from "./record-data.js";

/** A message of somebody, arranged for look-ups: once, however many services it may be about. */
export class HeardMessage {
  readonly isResponse: boolean;
  /** Types and names that are asked for. */
  readonly #asked: ReadonlySet<string>;
  /** Seconds for which its sender keeps what it knows already, by identity. */
  readonly #known: ReadonlyMap<string, number>;
  /** What a response says, or what a query is about to claim, by name. */
  readonly #said: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Names that a query is about to claim, or to point at. */
  readonly #claimed: ReadonlySet<string>;

  constructor({ isResponse, questions, records, claims }: DnsMessage) {
    this.isResponse = isResponse;
    this.#asked = new Set(questions.map(({ type, name }) => questionOf(type, keyOfName(name))));
    this.#known = new Map(isResponse ? [] : records.map((record) => [identityOf(record), record.ttl]));
    this.#said = byName(isResponse ? records : claims);
    this.#claimed = new Set(claims.map((claim) => keyOfName(claim.type === "PTR" ? claim.data : claim.name)));
  }

  /** @param key - a name as `keyOfName` has it */
  asks(type: DnsRecord["type"], key: string): boolean {
    return this.#asked.has(questionOf(type, key)) || this.#asked.has(questionOf("ANY", key));
  }

  /** Whether its sender knows a record, for at least half its time (RFC 6762 §7.1). */
  knows(identity: string, ttl: number): boolean {
    return (this.#known.get(identity) ?? -1) >= ttl / 2;
  }

  /** What it says of the name `key`, or is about to claim. */
  saidOf(key: string): readonly DnsRecord[] {
    return this.#said.get(key) ?? [];
  }

  /** Whether its sender is about to take the name `key`. */
  claims(key: string): boolean {
    return this.#claimed.has(key);
  }
}

const questionOf = (type: string, key: string): string => `${type} ${key}`;

function byName(records: readonly DnsRecord[]): ReadonlyMap<string, readonly DnsRecord[]> {
  const named = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const key = keyOfName(record.name);
    const before = named.get(key);
    if (before === undefined) named.set(key, [record]);
    else before.push(record);
  }
  return named;
}
