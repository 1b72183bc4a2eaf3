import { AbortError, TimeoutError, type WotError } from "@thingwright/errors";
import type { Clock } from "./clock.js";
import type { MaybePromise } from "./maybe-promise.js";

/** When and why to stop waiting. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `result`, or the rejection of whatever comes before it: the end of the time, or an abort of the signal. In the latter
 * two cases `giveUp` is called, once, with the reason.
 *
 * @throws {TimeoutError} WOT_TIMEOUT
 * @throws {AbortError} WOT_ABORTED, at once when the signal has aborted before
 */
export function within<T>(
  result: MaybePromise<T>,
  { timeoutMs, signal }: Patience,
  clock: Clock,
  giveUp?: (reason: WotError) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (reason: WotError): void => {
      release();
      giveUp?.(reason);
      reject(reason);
    };
    const abort = (): void => end(abortedBy(signal));
    const late = (): void => end(new TimeoutError("WOT_TIMEOUT", `no answer within ${timeoutMs} ms`));
    const timer = clock.after(timeoutMs, late);
    const release = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
    };
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    Promise.resolve(result).then(resolve, reject).finally(release);
  });
}

/** The error of an aborted signal; its reason is the cause. */
export const abortedBy = (signal: AbortSignal | undefined): AbortError =>
  new AbortError("WOT_ABORTED", "the caller aborted the operation", { cause: signal?.reason });
