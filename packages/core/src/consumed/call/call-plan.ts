import type { Clock } from "@thingwright/contracts";
import {
  asWotError,
  CredentialsError,
  NetworkError,
  TimeoutError,
  UnsupportedError,
  UsageError,
} from "@thingwright/errors";
import { aborted } from "../../value/aborted.js";
import type { Candidate, Plan } from "../plan/plan.js";
import type { Answer } from "./answer.js";
import { type FailedForm, failureOfAll } from "./call-failure.js";
import type { CallEnvironment, CallOptions } from "./call-options.js";

/**
 * Uses a plan's Forms in order until one answers.
 *
 * A Form that cannot be reached is passed over for the next, unless the request may have arrived and a repeat could
 * do harm. A device's refusal is an answer: it ends the call.
 *
 * @throws the error of the Form when one was tried; what {@link failureOfAll} makes of them when several were
 */
export async function callPlan<T>(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  use: (candidate: Candidate) => Promise<T>,
): Promise<Answer<T>> {
  const failures: FailedForm[] = [];
  for (const candidate of candidatesOf(plan, options, environment.clock)) {
    if (options.signal?.aborted) throw aborted(options.signal);
    try {
      const value = await use(candidate);
      candidate.deadUntil = 0;
      return { value, plan, candidate };
    } catch (thrown) {
      const error = asWotError(thrown);
      if (!leavesNextForm(error, plan)) throw error;
      candidate.deadUntil = environment.clock.now() + environment.limits.deadFormMs;
      failures.push({ href: candidate.form.href, reason: error.message, error });
    }
  }
  throw failureOfAll(plan, failures);
}

function candidatesOf(plan: Plan, options: CallOptions, clock: Clock): readonly Candidate[] {
  if (options.formIndex !== undefined) return [candidateAt(plan, options.formIndex)];
  if (plan.candidates.length === 1) return plan.candidates;
  const now = clock.now();
  const dead = plan.candidates.filter((candidate) => candidate.deadUntil > now);
  if (dead.length === 0) return plan.candidates;
  return [...plan.candidates.filter((candidate) => candidate.deadUntil <= now), ...dead];
}

function candidateAt(plan: Plan, formIndex: number): Candidate {
  const candidate = plan.candidates.find(({ form }) => form.index === formIndex);
  if (candidate !== undefined) return candidate;
  const usable = plan.candidates.map(({ form }) => form.index).join(", ");
  throw new UsageError("WOT_RANGE", `form ${formIndex} does not serve ${plan.operation}; these do: ${usable}`);
}

/** Whether the next Form may be tried after `error`. */
function leavesNextForm(error: unknown, plan: Plan): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return plan.repeatable || !error.sent;
  if (error instanceof CredentialsError) return true;
  return error instanceof UnsupportedError && error.code === "WOT_CONTENT_TYPE";
}
