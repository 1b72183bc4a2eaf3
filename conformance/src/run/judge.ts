import type { CheckDescription, CheckOf } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import { transcriptOf } from "../report/recorded-exchange.js";
import type { CheckResult } from "../report/report.js";
import { verdictOf } from "../verdict.js";
import { disclaimed } from "./claim.js";
import type { Configuration } from "./options.js";

/** Longest time that a check is given to end when the run has, in milliseconds. */
export const abortGraceMs = 1_000;

export type JudgeOptions = Pick<Configuration, "allowed" | "claim" | "now">;

/** What every subject has: it ends with the run. */
export interface Ends {
  readonly signal: AbortSignal;
}

/** Runs one check on one subject. Never rejects: a check that throws, or comes too late, is a `tool-error`. */
export async function judge<S extends Ends>(
  check: CheckOf<S>,
  subject: S,
  options: JudgeOptions,
): Promise<CheckResult> {
  const startedMs = options.now();
  const { judgement, expected, actual, exchanges } = await outcomeOf(check, subject, options);
  const { id, area, specification, section, level, requirement, safety } = check;
  return {
    ...{ id, area, specification, section, level, requirement, safety },
    ...{ verdict: verdictOf(judgement, level), expected, actual, transcript: transcriptOf(exchanges) },
    ...(exchanges[0] === undefined ? {} : { reproduce: exchanges[0].reproduce }),
    durationMs: options.now() - startedMs,
  };
}

/** Why the check is not run on this subject, as its outcome; `undefined` when it is. Never throws. */
export function obstacle<S>(check: CheckOf<S>, subject: S, { allowed, claim }: JudgeOptions): Outcome | undefined {
  const { requirement, safety } = check;
  const disclaimer = claim === undefined ? undefined : disclaimed(claim.claims, check.id);
  if (disclaimer !== undefined) return outcome("not-claimed", requirement, disclaimer);
  try {
    const applies = check.appliesTo(subject);
    if (applies !== true) return outcome("not-claimed", requirement, applies);
  } catch (error) {
    return broken(check, error);
  }
  return allowed.has(safety) ? undefined : inconclusive(requirement, `not run: ${safety} is not allowed`);
}

async function outcomeOf<S extends Ends>(check: CheckOf<S>, subject: S, options: JudgeOptions): Promise<Outcome> {
  if (subject.signal.aborted) return ended(check);
  return obstacle(check, subject, options) ?? (await untilOverdue(check, subject));
}

/** What the check finds out; when it goes on long after the run has ended, it is not waited for. */
async function untilOverdue<S extends Ends>(check: CheckOf<S>, subject: S): Promise<Outcome> {
  const { signal } = subject;
  let grace: NodeJS.Timeout | undefined;
  let wait = (): void => {};
  const overdue = new Promise<Outcome>((resolve) => {
    wait = () => {
      grace = setTimeout(() => resolve(ended(check)), abortGraceMs);
    };
  });
  signal.addEventListener("abort", wait, { once: true });
  try {
    return await Promise.race([run(check, subject), overdue]);
  } finally {
    clearTimeout(grace);
    signal.removeEventListener("abort", wait);
  }
}

async function run<S>(check: CheckOf<S>, subject: S): Promise<Outcome> {
  try {
    return await check.run(subject);
  } catch (error) {
    return broken(check, error);
  }
}

const ended = ({ requirement }: CheckDescription): Outcome => outcome("tool-error", requirement, "the run has ended");

function broken({ requirement }: CheckDescription, error: unknown): Outcome {
  const message = error instanceof Error ? error.message : "unknown reason";
  return outcome("tool-error", requirement, `the check could not be carried out: ${message}`);
}
