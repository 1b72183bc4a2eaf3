import type { Clock, Content, Exchange, Logger, Reply } from "@thingwright/contracts";
import {
  asWotError,
  CredentialsError,
  type FormAttempt,
  NetworkError,
  TimeoutError,
  UnsupportedError,
  UsageError,
} from "@thingwright/errors";
import { aborted } from "../value/aborted.js";
import { collect, isStream, RawBytes } from "../value/raw-input.js";
import type { ValueCodec } from "../value/value-codec.js";
import { type AdditionalResponse, refusalOf } from "./plan/additional-response.js";
import { type Candidate, describeAttempts, type Plan } from "./plan/plan.js";

/** What every call of a consumed Thing may say. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds that each Form has before it fails with TimeoutError; default {@link CallLimits.timeoutMs}. */
  readonly timeoutMs?: number;
  readonly uriVariables?: Readonly<Record<string, unknown>>;
  /** Position of the one Form to use; without it, every Form that serves is tried in order. */
  readonly formIndex?: number;
}

/** Limits of calls, with their defaults in {@link callLimits}. */
export interface CallLimits {
  /** How long a Form has to answer. */
  readonly timeoutMs: number;
  /** How long a Form that could not be reached is passed over while others serve. */
  readonly deadFormMs: number;
  /** Longest stream that is collected for sending. */
  readonly maxStreamBytes: number;
  /** Time between two questions for the status of an action that goes on by itself. */
  readonly pollMs: number;
  /** How long the result of such an action is waited for. */
  readonly resultTimeoutMs: number;
}

export const callLimits: CallLimits = {
  timeoutMs: 10_000,
  deadFormMs: 5_000,
  maxStreamBytes: 16 * 1024 * 1024,
  pollMs: 500,
  resultTimeoutMs: 60_000,
};

export interface CallEnvironment {
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The answer of a call, and the plan and Form that brought it. */
export interface Answer<T> {
  readonly value: T;
  readonly plan: Plan;
  readonly candidate: Candidate;
}

/** What decodes an answer: the operation's own schema, or that of the additional response that the answer is. */
export interface AnswerDecoder {
  readonly codec: ValueCodec;
  /** Content type that counts when the answer does not say one. */
  readonly contentType: string;
}

export function decoderOf({ plan, candidate, value }: Answer<Reply>): AnswerDecoder {
  const additional = additionalOf(candidate, value);
  return additional ?? { codec: plan.output, contentType: candidate.responseType };
}

function additionalOf({ additional }: Candidate, { additionalResponse }: Reply): AdditionalResponse | undefined {
  return additionalResponse === undefined ? undefined : additional[additionalResponse];
}

/** `reply`, unless it is one of the refusals that the Form tells of. @throws {RemoteError} WOT_REMOTE with its data */
export function accepted(candidate: Candidate, reply: Reply): Reply {
  const additional = additionalOf(candidate, reply);
  if (additional === undefined || additional.success) return reply;
  throw refusalOf(reply, additional);
}

/**
 * One request and its reply, over the Forms of a plan; `input` is encoded for each Form's content type.
 *
 * @throws {RemoteError} WOT_REMOTE for a refusal, with its data when the Form tells of it
 */
export async function exchange(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  input: unknown,
): Promise<Answer<Reply>> {
  const sent = isStream(input) ? await inputOf(input, environment, options) : input;
  const candidate = onlyCandidate(plan, options);
  if (candidate !== undefined) return exchangeOver(candidate, plan, environment, options, sent, asItIs);
  return callPlan(plan, environment, options, async (each) =>
    accepted(each, await each.prepared.request(exchangeOf(plan, each, environment, options, sent))),
  );
}

/**
 * What `conclude` makes of the reply to a request without a body. With one Form there is nothing to choose and nothing
 * to fall back to: that is what most calls are, and so nothing is on its way but the binding's promise and ours.
 *
 * @throws {WotError} also synchronously
 */
export function ask<T>(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  conclude: (answer: Answer<Reply>) => T,
): Promise<T> {
  const candidate = onlyCandidate(plan, options);
  if (candidate === undefined) return exchange(plan, environment, options, undefined).then(conclude);
  return exchangeOver(candidate, plan, environment, options, undefined, conclude);
}

function exchangeOver<T>(
  candidate: Candidate,
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  sent: unknown,
  conclude: (answer: Answer<Reply>) => T,
): Promise<T> {
  if (options.signal?.aborted) throw aborted(options.signal);
  return candidate.prepared.request(exchangeOf(plan, candidate, environment, options, sent)).then(
    (reply) => conclude({ value: accepted(candidate, reply), plan, candidate }),
    (error: unknown) => {
      throw asWotError(error);
    },
  );
}

const asItIs = <T>(value: T): T => value;

/**
 * Uses a plan's Forms in order until one answers.
 *
 * A Form that cannot be reached is passed over for the next, unless the request may have arrived and a repeat could
 * do harm. A device's refusal is an answer: it ends the call.
 *
 * @throws the error of the Form when one was tried; `UnsupportedError` WOT_NO_FORM with every attempt when several were, as
 *   the cause of a `CredentialsError` when each of them failed for want of credentials
 */
export async function callPlan<T>(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  use: (candidate: Candidate) => Promise<T>,
): Promise<Answer<T>> {
  const attempts: FormAttempt[] = [];
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
      attempts.push({ href: candidate.form.href, reason: error.message, error });
    }
  }
  throw failureOf(plan, attempts);
}

function failureOf({ operation, name, refused }: Plan, attempts: readonly FormAttempt[]): unknown {
  const last = attempts.at(-1)?.error;
  if (attempts.length === 1) return last;
  const failed = `every Form of ${operation}${name === undefined ? "" : ` of "${name}"`} failed`;
  const message = `${failed}: ${describeAttempts(attempts)}`;
  const all = new UnsupportedError("WOT_NO_FORM", message, { attempts: [...attempts, ...refused], cause: last });
  if (!(last instanceof CredentialsError)) return all;
  const { code, challenges } = last;
  const wantsCredentials = attempts.every(({ error }) => error instanceof CredentialsError);
  return wantsCredentials ? new CredentialsError(code, message, { challenges, cause: all }) : all;
}

/** `input`, and in place of a stream its bytes: a stream can be read once, and every Form may need them. */
export async function inputOf(input: unknown, environment: CallEnvironment, options: CallOptions): Promise<unknown> {
  return isStream(input) ? collect(input, environment.limits.maxStreamBytes, options.signal) : input;
}

/** The exchange that carries `input`, which is no stream, over one Form. */
export function exchangeOf(
  plan: Plan,
  candidate: Candidate,
  environment: CallEnvironment,
  options: CallOptions,
  input: unknown,
): Exchange {
  return {
    content: input === undefined ? undefined : contentOf(plan, candidate.form.contentType, input),
    variables: options.uriVariables,
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? environment.limits.timeoutMs,
  };
}

function contentOf(plan: Plan, contentType: string, input: unknown): Content {
  return input instanceof RawBytes ? { contentType, body: input.body } : plan.input.encode(input, contentType);
}

function onlyCandidate(plan: Plan, options: CallOptions): Candidate | undefined {
  return plan.candidates.length === 1 && options.formIndex === undefined ? plan.candidates[0] : undefined;
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
