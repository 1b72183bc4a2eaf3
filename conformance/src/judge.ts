import type { Check } from "./check.js";
import { curlFor } from "./http/reproduce.js";
import { transcriptOf } from "./http/transcript.js";
import { type Outcome, outcome } from "./outcome.js";
import type { CheckResult } from "./report/report.js";
import type { Subject } from "./subject.js";
import { verdictOf } from "./verdict.js";

/** Runs one check on one subject. Never rejects: a check that throws, or comes too late, is a `tool-error`. */
export async function judge(
  check: Check,
  subject: Subject,
  signal: AbortSignal,
  now: () => number,
): Promise<CheckResult> {
  const startedMs = now();
  const found = signal.aborted
    ? outcome("tool-error", check.requirement, "the run has ended")
    : await find(check, subject);
  const { judgement, expected, actual, exchanges } = found;
  const { id, area, specification, section, level, requirement } = check;
  const transcript = transcriptOf(exchanges);
  return {
    ...{ id, area, specification, section, level, requirement },
    ...{ verdict: verdictOf(judgement, level), expected, actual, transcript },
    ...(exchanges[0] === undefined ? {} : { reproduce: curlFor(exchanges[0].request) }),
    durationMs: now() - startedMs,
  };
}

async function find(check: Check, subject: Subject): Promise<Outcome> {
  try {
    const applies = check.appliesTo(subject);
    if (applies !== true) return outcome("not-claimed", check.requirement, applies);
    return await check.run(subject);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown reason";
    return outcome("tool-error", check.requirement, `the check could not be carried out: ${message}`);
  }
}
