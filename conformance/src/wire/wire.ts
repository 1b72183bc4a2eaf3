import type { ChangeLedger } from "./change.js";
import type { MdnsGroup } from "./mdns/mdns-group.js";
import type { ProbeLimits } from "./probe-limits.js";
import type { RecordedBody } from "./recorded-body.js";
import type { Trust } from "./trust.js";

/** The protocols that are spoken. */
export type WireName = "http" | "coap" | "mqtt" | "mdns";

/** One message, or one thing that happened, on a wire. */
export interface TranscriptLine {
  readonly direction: "sent" | "received" | "note";
  /** Milliseconds since the exchange started. */
  readonly atMs: number;
  /** The head of the message as a person of the protocol reads it; for a note, what happened. May have several lines. */
  readonly text: string;
  readonly body?: RecordedBody;
}

/** Why there is no complete answer. */
export interface ProbeProblem {
  /**
   * `timeout`: nothing complete in time; `aborted`: the run has ended; `unreachable`: no way there; `cut`: the peer hung
   * up; `not-…`: it speaks something else; `too-large`: it exceeds a limit; `unsendable`: nothing was sent; `failed`: it went
   * wrong here, and nothing is known of the peer.
   */
  readonly kind:
    | "timeout"
    | "aborted"
    | "unreachable"
    | "cut"
    | `not-${WireName}`
    | "too-large"
    | "unsendable"
    | "failed";
  /** Plain words that complete "there is no answer: …". */
  readonly message: string;
}

/**
 * What passed over a wire: the evidence of a check. The wire makes it; reports and `replay` read nothing else. Each wire
 * extends it with its own request and response. It holds no secret: credentials are left out of every member.
 */
export interface Exchange {
  readonly wire: WireName;
  /** The address that was asked. */
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly transcript: readonly TranscriptLine[];
  /** One line for a POSIX shell that does the same with curl, coap-client, mosquitto_pub or mosquitto_sub. */
  readonly reproduce: string;
  /** What the wire needs to send it again: plain data, for `replay`. */
  readonly replay?: unknown;
  /** Absent when there is a complete answer. */
  readonly problem?: ProbeProblem;
}

/** What every wire gives beside the ways to ask. */
export interface Wire {
  /** Does what {@link Exchange.replay} holds again; resolves with `undefined` when that is nothing that this wire has sent. */
  replay(record: unknown): Promise<Exchange | undefined>;
  /** Ends connections that are still open. Never rejects. */
  close(): Promise<void>;
}

/** Whose turn it is: what keeps a device from being asked faster than it is allowed to. */
export interface Pace {
  /** Resolves when a request to this address may go, or `signal` aborts. Never rejects. */
  turn(address: string, signal: AbortSignal): Promise<void>;
}

/**
 * What a wire is opened with. A wire sends nothing before its turn, nothing after `signal` aborts, and nothing that may
 * change something without the ledger. Its probes never reject: what goes wrong is the Exchange's `problem`.
 */
export interface WireContext {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in [0, 1), by the seed of the run. */
  readonly random: () => number;
  readonly limits: ProbeLimits;
  readonly trust: Trust;
  readonly pace: Pace;
  /** Where the local network is asked; by default the group of Multicast DNS. */
  readonly mdns?: MdnsGroup;
  readonly ledger: ChangeLedger;
}
