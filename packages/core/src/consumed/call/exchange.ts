import type { Content, Exchange, Reply } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import { aborted } from "../../value/aborted.js";
import { collect, isStream, RawBytes } from "../../value/raw-input.js";
import type { Candidate, Plan } from "../plan/plan.js";
import { type Answer, accepted } from "./answer.js";
import type { CallEnvironment, CallOptions } from "./call-options.js";
import { callPlan } from "./call-plan.js";

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
  if (input instanceof RawBytes) return { contentType, body: input.body };
  return plan.input.encode(plan.described(input), contentType);
}

function onlyCandidate(plan: Plan, options: CallOptions): Candidate | undefined {
  return plan.candidates.length === 1 && options.formIndex === undefined ? plan.candidates[0] : undefined;
}
