import type { Clock, Exchange, MaybePromise } from "@thingwright/contracts";
import { AbortError, TimeoutError } from "@thingwright/errors";

/** When an exchange has to end. */
export type Due = Pick<Exchange, "signal" | "timeoutMs">;

/**
 * `result`, unless the exchange is aborted or its time is over before.
 *
 * @throws {AbortError} WOT_ABORTED
 * @throws {TimeoutError} WOT_TIMEOUT
 */
export function within<T>(result: MaybePromise<T>, { signal, timeoutMs }: Due, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(aborted(signal));
    const expire = (): void => reject(new TimeoutError("WOT_TIMEOUT", `no answer within ${timeoutMs} ms`));
    const timer = clock.after(timeoutMs, expire);
    const release = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted === true) abort();
    Promise.resolve(result).then(resolve, reject).finally(release);
  });
}

export const aborted = (signal: AbortSignal | undefined): AbortError =>
  new AbortError("WOT_ABORTED", "the caller aborted the operation", { cause: signal?.reason });
