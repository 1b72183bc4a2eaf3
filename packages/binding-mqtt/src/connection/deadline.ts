import { abortedBy, type Clock, type Patience } from "@thingwright/contracts";
import { TimeoutError, type WotError } from "@thingwright/errors";

/**
 * The end of one exchange's patience: everything in it is awaited through `guard`.
 *
 * `late` makes the message of the TimeoutError, as late as it is needed.
 */
export class Deadline {
  readonly #expired: Promise<never>;
  readonly #cancel: () => void;
  #ended: WotError | undefined;

  constructor(clock: Clock, { timeoutMs, signal }: Patience, late: () => string) {
    const { promise, reject } = deferred();
    promise.catch(() => {});
    this.#expired = promise;
    const end = (error: WotError): void => {
      this.#ended = error;
      reject(error);
    };
    const timer = clock.after(timeoutMs, () => end(new TimeoutError("WOT_TIMEOUT", late())));
    const abort = (): void => end(abortedBy(signal));
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    this.#cancel = () => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
    };
  }

  /** `promise`, unless patience ends before it. */
  guard<T>(promise: Promise<T>): Promise<T> {
    if (this.#ended !== undefined) {
      promise.catch(() => {});
      return Promise.reject(this.#ended);
    }
    return Promise.race([promise, this.#expired]);
  }

  /** Frees the timer; to be called when the exchange is over. */
  [Symbol.dispose](): void {
    this.#cancel();
  }
}

function deferred(): { promise: Promise<never>; reject: (error: WotError) => void } {
  let reject!: (error: WotError) => void;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
}
