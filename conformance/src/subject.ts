import type { Finding, ThingDescription } from "@thingwright/td";
import type { ChangeLedger } from "./wire/change.js";
import type { HttpAuthentication, HttpExchange } from "./wire/http/http-exchange.js";
import type { Wires } from "./wire/wires.js";

/** How its description was fetched. */
export interface Retrieval {
  readonly address: string;
  /** The answer that counts: with credentials where it was refused without and there are some. */
  readonly exchange: HttpExchange;
  /** The refusal, where there was one before. */
  readonly refused?: HttpExchange;
}

/** One Thing under judgement, with all that is known of it and the only way to ask it. */
export interface Subject extends Wires {
  /** Absent when the description came from a file, from the caller, or within a listing. */
  readonly retrieval?: Retrieval;
  /** The description as it came; absent when none came, or it has no bytes of its own. */
  readonly bytes?: Uint8Array;
  /** What speaks against the description. */
  readonly findings: readonly Finding[];
  /** The description; absent when it is no valid one. */
  readonly thing?: ThingDescription;
  /**
   * The credentials that a Form with these security definitions wants, or why there are none. A request has them as its
   * `authentication`.
   */
  authenticate(names: readonly string[]): HttpAuthentication | string;
  /** Where a change that no wire makes is entered before it is made: a port that is opened, a load. */
  readonly ledger: ChangeLedger;
  /** Ends with the run: who waits for something ends as well. */
  readonly signal: AbortSignal;
  /** Uniform in [0, 1), by the seed of the run: what a check makes up comes from here. */
  readonly random: () => number;
}

/** A Subject whose description is valid. */
export interface ThingSubject extends Subject {
  readonly thing: ThingDescription;
}

/** What every Subject of a run has in common. */
export type Means = Wires & Pick<Subject, "ledger" | "signal" | "random">;
