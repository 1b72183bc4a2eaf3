import { abortedBy, type Clock, type Patience } from "@thingwright/contracts";
import { TimeoutError, type WotError } from "@thingwright/errors";

/** What an exchange sends, as far as a deadline asks. */
export interface Progress {
  /** Whether the peer may have it. */
  readonly isSent: boolean;
}

/**
 * The end of one exchange's patience: everything in it is awaited through `guard`.
 *
 * `late` makes the message of the TimeoutError, as late as it is needed. Its `sent` is `false` unless something that was
 * followed had been sent by then.
 */
export class Deadline {
  readonly #expired: Promise<never>;
  readonly #cancel: () => void;
  #progress: Progress | undefined;
  #leave: (() => void) | undefined;
  #ended: WotError | undefined;

  constructor(clock: Clock, { timeoutMs, signal }: Patience, late: () => string) {
    const { promise, reject } = deferred();
    promise.catch(() => {});
    this.#expired = promise;
    const end = (error: WotError): void => {
      this.#ended = error;
      reject(error);
    };
    const timer = clock.after(timeoutMs, () => end(this.#timeout(late())));
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

  /**
   * What is sent for the exchange: the latest counts.
   *
   * @param leave - called when the exchange is over, whatever has become of it: nobody waits for it any more
   */
  follow(progress: Progress, leave: () => void): void {
    const earlier = this.#leave;
    this.#progress = progress;
    this.#leave =
      earlier === undefined
        ? leave
        : () => {
            earlier();
            leave();
          };
  }

  /** Frees the timer; to be called when the exchange is over. */
  [Symbol.dispose](): void {
    this.#cancel();
    this.#leave?.();
  }

  #timeout(late: string): TimeoutError {
    const sent = this.#progress?.isSent === true;
    const waits = this.#progress !== undefined && !sent;
    return new TimeoutError("WOT_TIMEOUT", waits ? `${late}: the message could not be sent` : late, { sent });
  }
}

function deferred(): { promise: Promise<never>; reject: (error: WotError) => void } {
  let reject!: (error: WotError) => void;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
}
