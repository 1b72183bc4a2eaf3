import type { WotError } from "@thingwright/errors";
import type { CallOptions } from "./call.js";
import type { Subscription } from "./subscription.js";
import { ValueQueue } from "./value-queue.js";

/** Options of `observe` and `subscribe`. */
export interface ObserveOptions extends CallOptions {
  /** Values that wait for a slow reader before the oldest give way; default 1024. */
  readonly maxQueued?: number;
  /** Told when the connection is lost: values may be missing from here on. */
  readonly onInterrupted?: (error: WotError) => void;
  /** Told when the connection is back. */
  readonly onResumed?: () => void;
  /** Told of a value that cannot be read or is invalid; without it such a value ends the observation. */
  readonly onInvalid?: (error: WotError) => void;
}

/** How an observation is established, given where its values go. */
export type Establish<T> = (queue: ValueQueue<T>, options: ObserveOptions) => Promise<Subscription>;

/**
 * Values over time: `for await (const value of observation)`.
 *
 * It is being established as soon as it exists. Leaving the loop, aborting the signal and disposing all end it.
 */
export class Observation<T> extends ValueQueue<T> {
  /** Resolves once established; rejects when it cannot be. Needs no handler: the loop throws the same error. */
  readonly ready: Promise<void>;

  constructor(establish: Establish<T>, options: ObserveOptions) {
    const ending = new AbortController();
    super(options.maxQueued ?? 1024, async () => {
      ending.abort();
      await this.ready.catch(() => {});
    });
    const { signal } = options;
    const abort = (): void => {
      ending.abort(signal?.reason);
      this.end();
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    this.ready = establish(this, { ...options, signal: ending.signal }).then(
      () => undefined,
      (error: unknown) => {
        this.fail(error);
        throw error;
      },
    );
    this.ready.catch(() => signal?.removeEventListener("abort", abort));
  }
}
