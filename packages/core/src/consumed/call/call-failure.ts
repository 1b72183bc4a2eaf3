import {
  CredentialsError,
  type FormAttempt,
  NetworkError,
  TimeoutError,
  UnsupportedError,
  type WotError,
} from "@thingwright/errors";
import { describeAttempts, type Plan } from "../plan/plan.js";

/** A Form that was tried and failed in a way that left the next one to be tried. */
export interface FailedForm extends FormAttempt {
  readonly error: WotError;
}

/**
 * The error of a call that failed on every Form: its family says what would have to change for a Form to serve.
 *
 * Of several, it is that of the failure that tells most. Missing or refused credentials come first: whoever has them can use
 * that Form, however dead the others are. Then comes a Form that did not answer in time, for the request may have been
 * carried out, then those that could not be reached; `sent` is true when any of them may have had the request. What is
 * installed is at fault only when nothing else is. With more than one Form the message lists them all, and the cause is an
 * `UnsupportedError` WOT_NO_FORM with every attempt.
 *
 * @param failures - never empty
 */
export function failureOfAll({ operation, name, refused }: Plan, failures: readonly FailedForm[]): WotError {
  const errors = failures.map(({ error }) => error);
  const last = errors.at(-1) as WotError;
  if (errors.length === 1) return last;
  const what = `every Form of ${operation}${name === undefined ? "" : ` of "${name}"`} failed`;
  const message = `${what}: ${describeAttempts(failures)}`;
  const all = new UnsupportedError("WOT_NO_FORM", message, { attempts: [...failures, ...refused], cause: last });
  const refusals = errors.filter((error) => error instanceof CredentialsError);
  const refusal = refusals.at(-1);
  if (refusal !== undefined) {
    const challenges = [...new Set(refusals.flatMap((each) => each.challenges))];
    return new CredentialsError(refusal.code, message, { challenges, cause: all });
  }
  const unanswered = errors.filter((error) => error instanceof TimeoutError || error instanceof NetworkError);
  const options = { sent: unanswered.some(({ sent }) => sent), cause: all };
  if (unanswered.some((error) => error instanceof TimeoutError)) {
    return new TimeoutError("WOT_TIMEOUT", message, options);
  }
  return unanswered.length === 0 ? all : new NetworkError("WOT_NETWORK", message, options);
}
