import { errorCodes } from "./code.js";
import { DataSchemaError, InternalError, isWotError, type Problem, RemoteError, type WotError } from "./wot-error.js";

/** Media type of a problem details document (RFC 9457 §3). */
export const problemMediaType = "application/problem+json";

/**
 * The problem details that a peer may see of an error. Our own faults show their title only: no message of a
 * handler's exception, no stack and no internal address leaves the process.
 *
 * @see RFC 9457 §3.1
 */
export function toProblem(error: unknown): Problem & { readonly status: number; readonly code: string } {
  const known = asWotError(error);
  const { title, http, family } = errorCodes[known.code];
  const problem = { type: `urn:thingwright:error:${known.code}`, title, status: http, code: known.code };
  if (family === "InternalError" || family === "UsageError") return problem;
  if (known instanceof DataSchemaError && known.pointer !== "") {
    return { ...problem, detail: known.message, pointer: known.pointer };
  }
  if (known instanceof RemoteError && known.outcomes !== undefined) {
    return { ...problem, detail: known.message, outcomes: known.outcomes };
  }
  return { ...problem, detail: known.message };
}

/** `error` itself when it is one of ours, otherwise an `InternalError` with it as its cause. */
export function asWotError(error: unknown): WotError {
  if (isWotError(error)) return error;
  return new InternalError("WOT_INTERNAL", error instanceof Error ? error.message : describe(error), { cause: error });
}

/** What was thrown, as text; a value without a prototype, or with a bad one, has none. */
function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
