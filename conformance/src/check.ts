import type { Outcome } from "./outcome.js";
import type { SpecificationName } from "./specifications/specification.js";
import type { Subject } from "./subject.js";
import type { Level } from "./verdict.js";
import type { Effect } from "./wire/change.js";

/**
 * What a check does beside judging. Anything but `read` runs only when the user allows it.
 *
 * - `read`: nothing but questions that change nothing;
 * - `write`: writes properties, or creates and deletes what a directory has, and puts it all back;
 * - `invoke`: invokes actions, which may move or heat something and cannot be undone;
 * - `network`: opens ports here, so that the subject can call back, or asks the local network who announces it;
 * - `load`: asks more, larger or worse than a usual client does.
 */
export type Safety = "read" | Effect;

/** All of them, the least harmful first. */
export const safeties: readonly Safety[] = ["read", "write", "invoke", "network", "load"];

/** Groups of checks: the folders of `src/checks`, and `static` for those that `src/checks/static.ts` makes from a table. */
export type Area =
  | "td"
  | "static"
  | "retrieval"
  | "property"
  | "action"
  | "event"
  | "security"
  | "profile"
  | "architecture"
  | "directory"
  | "scripting"
  | "http"
  | "coap"
  | "mqtt";

/** What is known of a check without running it. */
export interface CheckDescription {
  /** Id of the W3C assertion; `http/…`, `coap/…` or `mqtt/…` where the requirement is the protocol's, `scripting/…` where it is that of the Scripting API. The name of the check's file. */
  readonly id: string;
  readonly area: Area;
  readonly specification: SpecificationName;
  /** Anchor in a W3C document, `§` in an RFC. */
  readonly section: string;
  readonly level: Level;
  /** What is demanded, in our own words. */
  readonly requirement: string;
  /** What is sent, and what decides. */
  readonly procedure: string;
  /** A subject that fails: what it says, in a sentence. */
  readonly example: string;
  readonly safety: Safety;
}

/**
 * One normative assertion, executable on subjects of one kind.
 *
 * An implementation says `holds` only when it has exercised the assertion, and `violated` only when the text demands or
 * advises what did not happen. It keeps no state between subjects. What it throws becomes a `tool-error`.
 */
export interface CheckOf<S> extends CheckDescription {
  /** `true`, or why the assertion does not concern `subject`: then it is `not-claimed`. */
  appliesTo(subject: S): true | string;
  run(subject: S): Promise<Outcome>;
}

/** A check of a Thing. It sends through the subject's wires and nowhere else, and enters in the ledger what it changes. */
export type Check = CheckOf<Subject>;
