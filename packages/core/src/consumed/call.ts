import type { Clock, Content, Exchange, Logger, Reply } from "@thingwright/contracts";
import {
  AbortError,
  CredentialsError,
  type FormAttempt,
  NetworkError,
  TimeoutError,
  UnsupportedError,
  UsageError,
} from "@thingwright/errors";
import { contentOfStream, isStream } from "../value/raw-input.js";
import { type Candidate, describeAttempts, type Plan } from "./plan.js";

/** What every call of a consumed Thing may say. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds before the call fails with TimeoutError; default {@link CallLimits.timeoutMs}. */
  readonly timeoutMs?: number;
  readonly uriVariables?: Readonly<Record<string, unknown>>;
  /** Position of the one Form to use; without it, every Form that serves is tried in order. */
  readonly formIndex?: number;
}

/** Limits of calls, with their defaults in {@link callLimits}. */
export interface CallLimits {
  readonly timeoutMs: number;
  /** How long a Form that could not be reached is passed over while others serve. */
  readonly deadFormMs: number;
  /** Longest stream that is collected for sending. */
  readonly maxStreamBytes: number;
}

export const callLimits: CallLimits = { timeoutMs: 10_000, deadFormMs: 5_000, maxStreamBytes: 16 * 1024 * 1024 };

export interface CallEnvironment {
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The answer of a call and the Form that brought it. */
export interface Answer<T> {
  readonly value: T;
  readonly candidate: Candidate;
}

/**
 * Uses a plan's Forms in order until one answers.
 *
 * A Form that cannot be reached is passed over for the next, unless the request may have arrived and a repeat could
 * do harm. A device's refusal is an answer: it ends the call.
 *
 * @throws the error of the Form when one was tried; `UnsupportedError` WOT_NO_FORM with every attempt when several were
 */
export async function callPlan<T>(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  use: (candidate: Candidate) => Promise<T>,
): Promise<Answer<T>> {
  if (options.signal?.aborted) throw aborted(options.signal);
  const attempts: FormAttempt[] = [];
  let last: unknown;
  for (const candidate of candidatesOf(plan, options, environment.clock)) {
    try {
      const value = await use(candidate);
      candidate.deadUntil = 0;
      return { value, candidate };
    } catch (error) {
      if (!leavesNextForm(error, plan)) throw error;
      candidate.deadUntil = environment.clock.now() + environment.limits.deadFormMs;
      attempts.push({ href: candidate.form.href, reason: (error as Error).message, error });
      last = error;
    }
  }
  if (attempts.length === 1) throw last;
  const message = `every Form of ${plan.operation}${plan.name === undefined ? "" : ` of "${plan.name}"`} failed`;
  throw new UnsupportedError("WOT_NO_FORM", `${message}: ${describeAttempts(attempts)}`, {
    attempts: [...attempts, ...plan.refused],
    cause: last,
  });
}

/** One request and its reply, over the Forms of a plan; `input` is encoded for each Form's content type. */
export function exchange(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  input: unknown,
): Promise<Answer<Reply>> {
  return callPlan(plan, environment, options, async (candidate) =>
    candidate.prepared.request(await exchangeOf(plan, candidate, environment, options, input)),
  );
}

/** The exchange that carries `input` over one Form. */
export function exchangeOf(
  plan: Plan,
  candidate: Candidate,
  environment: CallEnvironment,
  options: CallOptions,
  input: unknown,
): Exchange | Promise<Exchange> {
  const timeoutMs = options.timeoutMs ?? environment.limits.timeoutMs;
  const base = { timeoutMs, variables: options.uriVariables, signal: options.signal };
  if (input === undefined) return compact(base, undefined);
  const { contentType } = candidate.form;
  if (!isStream(input)) return compact(base, plan.input.encode(input, contentType));
  return contentOfStream(input, contentType, environment.limits.maxStreamBytes).then((content) =>
    compact(base, content),
  );
}

function compact(
  base: { timeoutMs: number; variables: CallOptions["uriVariables"]; signal: AbortSignal | undefined },
  content: Content | undefined,
): Exchange {
  const exchange: { -readonly [K in keyof Exchange]: Exchange[K] } = { timeoutMs: base.timeoutMs };
  if (content !== undefined) exchange.content = content;
  if (base.variables !== undefined) exchange.variables = base.variables;
  if (base.signal !== undefined) exchange.signal = base.signal;
  return exchange;
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
  if (error instanceof NetworkError) return plan.repeatable || !error.sent;
  if (error instanceof TimeoutError) return plan.repeatable;
  if (error instanceof CredentialsError) return true;
  return error instanceof UnsupportedError && error.code === "WOT_CONTENT_TYPE";
}

/** The error of an aborted call; the signal's reason is its cause. */
export function aborted(signal: AbortSignal): AbortError {
  return new AbortError("WOT_ABORTED", "the call was aborted", { cause: signal.reason });
}
