import type { Judgement } from "./verdict.js";
import type { Exchange } from "./wire/wire.js";

/** What a check found out, and on which evidence. */
export interface Outcome {
  readonly judgement: Judgement;
  readonly expected: string;
  readonly actual: string;
  /** The exchanges that decided, the most telling one first: it is the one to reproduce. */
  readonly exchanges: readonly Exchange[];
}

/** An Outcome; `exchanges` is the evidence. */
export function outcome(
  judgement: Judgement,
  expected: string,
  actual: string,
  ...exchanges: readonly Exchange[]
): Outcome {
  return { judgement, expected, actual, exchanges };
}

/** The assertion may apply, but was not exercised: `why`. */
export function inconclusive(expected: string, why: string, ...exchanges: readonly Exchange[]): Outcome {
  return outcome("inconclusive", expected, why, ...exchanges);
}
