import { AbortError } from "@thingwright/errors";

/** The error of what `signal` ended; the signal's reason is its cause. */
export function aborted(signal: AbortSignal): AbortError {
  return new AbortError("WOT_ABORTED", "the call was aborted", { cause: signal.reason });
}
