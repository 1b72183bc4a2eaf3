import type { Clock } from "@thingwright/contracts";
import { AbortError, TimeoutError, type WotError } from "@thingwright/errors";

/** When and why to stop waiting. */
export interface Deadline {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `work`, or the rejection of whatever comes first: the deadline (TimeoutError) or the signal (AbortError). `giveUp` is
 * called in the latter two cases.
 */
export function within<T>(
  work: Promise<T>,
  { timeoutMs, signal }: Deadline,
  clock: Clock,
  giveUp: (reason: WotError) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (reason: WotError): void => {
      settle();
      giveUp(reason);
      reject(reason);
    };
    const timer = clock.after(timeoutMs, () => {
      end(new TimeoutError("WOT_TIMEOUT", `no answer within ${timeoutMs} ms`));
    });
    const abort = (): void => end(abortError(signal!));
    const settle = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(settle);
  });
}

/** The error of an aborted signal. */
export function abortError(signal: AbortSignal): AbortError {
  return new AbortError("WOT_ABORTED", "the caller aborted the operation", { cause: signal.reason });
}
