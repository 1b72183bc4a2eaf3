import type { Finding, ThingDescription } from "@thingwright/td";
import type { Exchange, ProbeRequest } from "./http/exchange.js";

/** How its description was fetched. */
export interface Retrieval {
  readonly address: string;
  readonly exchange: Exchange;
}

/** One Thing under judgement, with all that is known of it and the only way to ask it. */
export interface Subject {
  /** Absent when the description came from a file, from the caller, or within a listing. */
  readonly retrieval?: Retrieval;
  /** The description as it came; absent when none came, or it has no bytes of its own. */
  readonly bytes?: Uint8Array;
  /** What speaks against the description. */
  readonly findings: readonly Finding[];
  /** The description; absent when it is no valid one. */
  readonly thing?: ThingDescription;
  /** Sends `request`, or returns what came of the same request before: a Thing is asked no more than needed. */
  ask(request: ProbeRequest): Promise<Exchange>;
  /** Sends `request`, also when it was sent before. */
  askAgain(request: ProbeRequest): Promise<Exchange>;
}

/** A Subject whose description is valid. */
export interface ThingSubject extends Subject {
  readonly thing: ThingDescription;
}

/** How a Subject asks. */
export type Ask = Pick<Subject, "ask" | "askAgain">;
