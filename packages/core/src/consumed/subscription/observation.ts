import type { WotError } from "@thingwright/errors";
import type { AnyVariables } from "@thingwright/td";
import type { CallOptions } from "../call/call-options.js";
import type { Subscription } from "./subscription.js";
import { ValueQueue } from "./value-queue.js";

/** Options of `observe` and `subscribe`. */
export interface ObserveOptions<Variables = AnyVariables> extends CallOptions<Variables> {
  /** Values that wait for a slow reader before the oldest give way; default 1024. */
  readonly maxQueued?: number;
  /** Told when the connection is lost: values may be missing from here on. */
  readonly onInterrupted?: (error: WotError) => void;
  /** Told when the connection is back. */
  readonly onResumed?: () => void;
  /** Told of a value that cannot be read or is invalid; without it such a value ends the observation. */
  readonly onInvalid?: (error: WotError) => void;
}

/**
 * Values over time: `for await (const value of observation)`.
 *
 * It is being established as soon as it exists. Leaving the loop, aborting the signal, disposing it or its Thing and
 * stopping the Servient all end it; the loop ends with it.
 */
export class Observation<T> extends ValueQueue<T> {
  /** Resolves once established; rejects when it cannot be. Needs no handler: the loop throws the same error. */
  readonly ready: Promise<void>;

  readonly #subscription: Subscription;

  /** @param open - starts the subscription that brings the values */
  constructor(maxQueued: number, open: (self: Observation<T>) => Subscription) {
    super(maxQueued, () => subscription.abandon());
    const subscription = open(this);
    this.#subscription = subscription;
    this.ready = subscription.established;
    this.ready.catch((error: unknown) => this.fail(error));
  }

  /** Ends the observation; the loop throws `error` after the values that wait. */
  abandon(error: unknown): void {
    this.fail(error);
    void this.#subscription.abandon();
  }
}
