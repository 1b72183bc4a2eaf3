import type { Check, Safety } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import { transcriptOf } from "../report/recorded-exchange.js";
import type { CheckResult } from "../report/report.js";
import type { Subject } from "../subject.js";
import { verdictOf } from "../verdict.js";

/** Under what a check is run. */
export interface JudgeOptions {
  readonly allowed: ReadonlySet<Safety>;
  readonly now: () => number;
}

/** Runs one check on one subject. Never rejects: a check that throws, or comes too late, is a `tool-error`. */
export async function judge(check: Check, subject: Subject, { allowed, now }: JudgeOptions): Promise<CheckResult> {
  const startedMs = now();
  const { judgement, expected, actual, exchanges } = subject.signal.aborted
    ? outcome("tool-error", check.requirement, "the run has ended")
    : await find(check, subject, allowed);
  const { id, area, specification, section, level, requirement } = check;
  return {
    ...{ id, area, specification, section, level, requirement },
    ...{ verdict: verdictOf(judgement, level), expected, actual, transcript: transcriptOf(exchanges) },
    ...(exchanges[0] === undefined ? {} : { reproduce: exchanges[0].reproduce }),
    durationMs: now() - startedMs,
  };
}

async function find(check: Check, subject: Subject, allowed: ReadonlySet<Safety>): Promise<Outcome> {
  try {
    const applies = check.appliesTo(subject);
    if (applies !== true) return outcome("not-claimed", check.requirement, applies);
    if (!allowed.has(check.safety)) return inconclusive(check.requirement, `${check.safety} is not allowed`);
    return await check.run(subject);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown reason";
    return outcome("tool-error", check.requirement, `the check could not be carried out: ${message}`);
  }
}
