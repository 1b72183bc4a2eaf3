import type { Mend } from "../walk/fault.js";

/** One place where a Rule is broken. */
export interface RuleViolation {
  /** JSON Pointer of the place. */
  readonly pointer: string;
  /** Completes a sentence that begins with the place: `names "x", which …`. */
  readonly phrase: string;
  /** How to mend it, where there is one way only. */
  readonly mend?: Mend;
}

/**
 * A normative assertion that a JSON Schema cannot say, or a lint.
 *
 * `check` gets any JSON object within the limits of depth and size, leaves it as it is, never throws, and takes time
 * linear in it.
 */
export interface Rule {
  /** The W3C's assertion id, also the file's name; a lint's begins with `lint-`. */
  readonly id: string;
  /** `error` for a MUST, `warning` for a SHOULD, `lint` where no assertion is broken. */
  readonly level: "error" | "warning" | "lint";
  /** Bits of `terms`, of which a document has one at least that breaks the rule: where it has none, nobody need look. */
  readonly needs?: number;
  /** Bits of `words`, of which the same holds. */
  readonly words?: number;
  /** A bit of `signs`, of which the same holds. */
  readonly sign?: number;
  check(doc: Readonly<Record<string, unknown>>): Iterable<RuleViolation>;
}
