// The types of dns-packet, for those who compile this file from another project, as the tests do.
/// <reference path="./dns-packet.d.ts" />
import { AUTHORITATIVE_ANSWER, decode, encode } from "dns-packet";
import { isEncodableName } from "./dns-name.js";

interface RecordOf<T extends string, D> {
  readonly type: T;
  readonly name: string;
  /** Seconds that it may be kept; 0 takes it back (RFC 6762 §10.1). */
  readonly ttl: number;
  readonly data: D;
  /** Whether it takes the place of all earlier ones of its name and type (RFC 6762 §10.2). */
  readonly flush?: boolean;
}

export interface ServiceTarget {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export type PointerRecord = RecordOf<"PTR", string>;
export type ServiceRecord = RecordOf<"SRV", ServiceTarget>;
export type TextRecord = RecordOf<"TXT", readonly Uint8Array[]>;
export type AddressRecord = RecordOf<"A" | "AAAA", string>;

/** A resource record of a type that DNS-SD needs (RFC 6763 §4). */
export type DnsRecord = PointerRecord | ServiceRecord | TextRecord | AddressRecord;

export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsRecord["type"] | "ANY";
}

/** A Multicast DNS message, as far as DNS-SD goes. */
export interface DnsMessage {
  readonly isResponse: boolean;
  readonly questions: readonly DnsQuestion[];
  /** Of a query: what its sender knows already (RFC 6762 §7.1). Of a response: answers and additional records. */
  readonly records: readonly DnsRecord[];
  /** Of a query: what its sender is about to claim (RFC 6762 §8.1). */
  readonly claims: readonly DnsRecord[];
}

/** Bytes and entries of messages that are looked at. */
export interface MessageLimits {
  /** Bytes of messages that are taken in within one second, whoever sends them; the rest is passed over. */
  readonly maxBytesPerSecond: number;
  /** Longest message that is taken in, in bytes (RFC 6762 §17). */
  readonly maxMessageBytes: number;
  /** Questions and records of one message that are looked at; the rest is passed over. */
  readonly maxRecordsPerMessage: number;
}

/** The message in `bytes`; `undefined` for anything else, whatever the bytes. Other types of records are left out. */
export function decodeMessage(bytes: Uint8Array, limits: MessageLimits): DnsMessage | undefined {
  if (bytes.length > limits.maxMessageBytes) return undefined;
  try {
    const { type, questions = [], answers = [], authorities = [], additionals = [] } = decode(bytes);
    const first = <T>(list: readonly object[], keep: (entry: object) => entry is object & T): readonly T[] =>
      list.slice(0, limits.maxRecordsPerMessage).filter(keep);
    return {
      isResponse: type === "response",
      questions: first(questions, isQuestion),
      records: first([...answers, ...additionals], isRecord),
      claims: first(authorities, isRecord),
    };
  } catch {
    return undefined;
  }
}

/** A query. Questions that no message can carry are left out. */
export function encodeQuery(
  questions: readonly DnsQuestion[],
  known: readonly DnsRecord[] = [],
  claims: readonly DnsRecord[] = [],
): Uint8Array {
  const asked = questions.filter(({ name }) => isEncodableName(name));
  return encode({ type: "query", questions: asked, answers: known, authorities: claims });
}

/** A response, as authoritative as every one of Multicast DNS is (RFC 6762 §18.4). */
export const encodeResponse = (answers: readonly DnsRecord[], additionals: readonly DnsRecord[] = []): Uint8Array =>
  encode({ type: "response", flags: AUTHORITATIVE_ANSWER, answers, additionals });

const isQuestion = (entry: object): entry is DnsQuestion => {
  const { name, type } = entry as { name?: unknown; type?: unknown };
  return typeof name === "string" && typeof type === "string" && /^(?:PTR|SRV|TXT|A|AAAA|ANY)$/.test(type);
};

const isRecord = (entry: object): entry is DnsRecord => {
  const { name, type, ttl, data } = entry as { name?: unknown; type?: unknown; ttl?: unknown; data?: unknown };
  if (typeof name !== "string" || typeof ttl !== "number") return false;
  if (type === "PTR" || type === "A" || type === "AAAA") return typeof data === "string";
  if (type === "TXT") return Array.isArray(data) && data.every((each) => each instanceof Uint8Array);
  if (type !== "SRV" || typeof data !== "object" || data === null) return false;
  const { port, target } = data as { port?: unknown; target?: unknown };
  return typeof port === "number" && typeof target === "string";
};
