/** What is said of a subject and one check, in the order in which a report counts them. */
export const verdicts = ["pass", "fail", "warn", "inconclusive", "not-claimed", "tool-error"] as const;

/**
 * - `pass`: the assertion was exercised and holds.
 * - `fail`: it was exercised, is a MUST, and does not hold.
 * - `warn`: it was exercised, is less than a MUST, and does not hold.
 * - `inconclusive`: it was not exercised, though it may apply.
 * - `not-claimed`: the subject does not have what the assertion is about.
 * - `tool-error`: the check could not be carried out.
 */
export type Verdict = (typeof verdicts)[number];

/** How much a requirement binds (RFC 2119); a MUST NOT is a `MUST`. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** What a check found out. It does not say `fail`: that depends on the level, and no check can get it wrong. */
export type Judgement = "holds" | "violated" | "inconclusive" | "not-claimed" | "tool-error";

/** The verdict on a requirement of `level`: nothing but a violated MUST fails. */
export function verdictOf(judgement: Judgement, level: Level): Verdict {
  if (judgement === "holds") return "pass";
  if (judgement !== "violated") return judgement;
  return level === "MUST" ? "fail" : "warn";
}

/** How often each verdict was given. */
export type Tally = Readonly<Record<Verdict, number>>;

/** Counts `given`; every verdict has its number, zero too. */
export function tallyOf(given: Iterable<Verdict>): Tally {
  const tally: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    warn: 0,
    inconclusive: 0,
    "not-claimed": 0,
    "tool-error": 0,
  };
  for (const verdict of given) tally[verdict] += 1;
  return tally;
}
