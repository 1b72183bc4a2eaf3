import type { Clock, Exchange } from "@thingwright/contracts";
import { AbortError, TimeoutError, type WotError } from "@thingwright/errors";

/** Lets the work of an exchange see, and say, that it is over. */
export interface Attempt {
  /** Aborted when the exchange has been given up. */
  readonly signal: AbortSignal;
  giveUp(error: WotError): void;
}

/**
 * The outcome of `work`, unless the exchange is aborted or its time is over before.
 *
 * @throws {AbortError} WOT_ABORTED
 * @throws {TimeoutError} WOT_TIMEOUT
 */
export function withinDeadline<T>(
  { signal, timeoutMs }: Exchange,
  clock: Clock,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) return Promise.reject(aborted());
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const giveUp = (error: WotError): void => {
      end();
      controller.abort(error);
      reject(error);
    };
    const abort = (): void => giveUp(aborted());
    const timer = clock.after(timeoutMs, () => giveUp(new TimeoutError("WOT_TIMEOUT", `no answer in ${timeoutMs} ms`)));
    const end = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort, { once: true });
    work({ signal: controller.signal, giveUp }).then(resolve, reject).finally(end);
  });
}

const aborted = (): AbortError => new AbortError("WOT_ABORTED", "the exchange was aborted");
