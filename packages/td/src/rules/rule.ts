import type { ThingDescription } from "../types/thing.js";

/** One place where a Rule is broken. */
export interface RuleViolation {
  /** JSON Pointer of the place. */
  readonly pointer: string;
  /** Completes a sentence that begins with the place: `names "x", which …`. */
  readonly phrase: string;
}

/**
 * A normative assertion that a JSON Schema cannot say.
 *
 * `check` gets a document that the W3C schema accepts, leaves it as it is, never throws, and takes time linear in
 * the document.
 */
export interface Rule {
  /** The W3C's assertion id, also the file's name. */
  readonly id: string;
  /** `error` for a MUST, `warning` for a SHOULD. */
  readonly level: "error" | "warning";
  check(doc: ThingDescription): Iterable<RuleViolation>;
}
