import type { Outcome } from "./outcome.js";
import type { SpecificationName } from "./specification.js";
import type { Subject } from "./subject.js";
import type { Level } from "./verdict.js";

/** What a check does to the subject. Nothing but reading is done so far. */
export type Safety = "read";

/** Groups of checks: the folders of `src/checks`. */
export type Area = "td" | "retrieval" | "property" | "security" | "profile" | "http";

/** What is known of a check without running it. */
export interface CheckDescription {
  /** Id of the W3C assertion; `http/…` where the requirement is an RFC's. The name of the check's file. */
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
  readonly safety: Safety;
}

/**
 * One normative assertion, executable.
 *
 * An implementation says `holds` only when it has exercised the assertion, and `violated` only when the text demands or
 * advises what did not happen. It sends through the subject and nowhere else, changes nothing, and keeps no state
 * between subjects. What it throws becomes a `tool-error`.
 */
export interface Check extends CheckDescription {
  /** `true`, or why the assertion does not concern `subject`: then it is `not-claimed`. */
  appliesTo(subject: Subject): true | string;
  run(subject: Subject): Promise<Outcome>;
}
