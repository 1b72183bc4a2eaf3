import { abortedBy, type Clock, type Timer } from "@thingwright/contracts";
import { TimeoutError, type WotError } from "@thingwright/errors";

/** When an exchange has to end: its timeout and its signal in one, for all requests that it takes. */
export class Deadline {
  /** Why it is over; `undefined` while it is not. */
  ended: WotError | undefined = undefined;
  /** Told once when it is over: whoever works for the exchange at the moment. */
  onEnd: ((error: WotError) => void) | undefined = undefined;
  readonly #signal: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #timer: Timer | undefined;
  /** What the signal calls; made for those that have one. */
  #aborted: (() => void) | undefined;

  /** @param timeoutMs - `undefined` for no timeout */
  constructor(clock: Clock, timeoutMs: number | undefined, signal: AbortSignal | undefined) {
    this.#signal = signal;
    if (signal?.aborted === true) {
      this.ended = abortedBy(signal);
      return;
    }
    if (signal !== undefined) {
      this.#aborted = () => this.end(abortedBy(signal));
      signal.addEventListener("abort", this.#aborted);
    }
    if (timeoutMs === undefined) return;
    this.#timer = clock.after(timeoutMs, () =>
      this.end(new TimeoutError("WOT_TIMEOUT", `no answer within ${timeoutMs} ms`)),
    );
  }

  end(error: WotError): void {
    if (this.ended !== undefined) return;
    this.ended = error;
    this.release();
    this.#controller?.abort(error);
    this.onEnd?.(error);
  }

  /** The same for whoever wants a signal; made when it is asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.ended !== undefined) this.#controller.abort(this.ended);
    }
    return this.#controller.signal;
  }

  /** Lets go of the timer alone: what was waited for is there. */
  met(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Lets go of timer and signal. */
  release(): void {
    this.#timer?.cancel();
    if (this.#aborted !== undefined) this.#signal?.removeEventListener("abort", this.#aborted);
  }

  /** `result`, unless the deadline comes first. */
  race<T>(result: T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(this.ended);
      this.onEnd = reject;
      Promise.resolve(result).then(resolve, reject);
    });
  }
}
