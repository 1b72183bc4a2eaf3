import type { Clock } from "@thingwright/contracts";
import { AbortError, TimeoutError, type WotError } from "@thingwright/errors";

/** A request that is under way or kept, and who waits for it. */
export class HeldRequest {
  /** What is carried out; a newer write takes its place. */
  attempt: () => Promise<unknown>;
  /** Milliseconds since 1970. */
  expiresAt: number;
  outcome: Promise<unknown> = Promise.resolve();
  readonly #clock: Clock;
  #askers = 0;
  #isPromised = false;
  #isWoken = false;
  #wake: () => void;

  constructor(attempt: () => Promise<unknown>, expiresAt: number, clock: Clock) {
    this.attempt = attempt;
    this.expiresAt = expiresAt;
    this.#clock = clock;
    this.#wake = this.#note;
  }

  /** Somebody was told that it is kept: it stays, whoever leaves. */
  get isPromised(): boolean {
    return this.#isPromised;
  }

  /** Nobody waits for it any more, and nobody was told that it is kept. */
  get isWithdrawn(): boolean {
    return this.#askers === 0 && !this.#isPromised;
  }

  /** Something has changed: it may be tried again. */
  wake(): void {
    this.#wake();
  }

  /** Until it is woken, or expires; not at all when it was woken since the last time. */
  woken(): Promise<void> {
    if (this.#isWoken) {
      this.#isWoken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const end = (): void => {
        timer.cancel();
        this.#wake = this.#note;
        resolve();
      };
      const timer = this.#clock.after(this.expiresAt - this.#clock.now(), end);
      this.#wake = end;
    });
  }

  /**
   * Its outcome, for one who asks.
   *
   * @throws {TimeoutError} WOT_TIMEOUT after `timeoutMs`: it is kept on
   * @throws {AbortError} when `signal` aborts; the last who leaves takes the request along
   */
  wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<unknown> {
    this.#askers += 1;
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(timeoutMs, () => {
        this.#isPromised = true;
        leave(() => reject(this.#keptOn()));
      });
      const abort = (): void => leave(() => reject(withdrawn()));
      let isGone = false;
      const leave = (tell: () => void): void => {
        if (isGone) return;
        isGone = true;
        timer.cancel();
        signal?.removeEventListener("abort", abort);
        this.#askers -= 1;
        tell();
        if (this.isWithdrawn) this.wake();
      };
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
      this.outcome.then(
        (value) => leave(() => resolve(value)),
        (error: unknown) => leave(() => reject(error)),
      );
    });
  }

  readonly #note = (): void => {
    this.#isWoken = true;
  };

  #keptOn(): WotError {
    const seconds = Math.max(0, Math.ceil((this.expiresAt - this.#clock.now()) / 1000));
    const text = `the device is away or asleep; the change is kept for it, and made when it is heard within ${seconds} s`;
    return new TimeoutError("WOT_TIMEOUT", text);
  }
}

/** What one hears who does not wait any longer. */
export const withdrawn = (): AbortError => new AbortError("WOT_ABORTED", "the request to the device was withdrawn");
