import type { Clock } from "@thingwright/contracts";

type Batch = Set<() => void>;

/** A deadline may be late by this share of itself. */
const lateness = 1 / 16;

/**
 * Deadlines of the same length for many things that are nearly always over long before. Those that begin at about the
 * same time have one timer together.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #open: Batch | undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Calls `expire` once the time is over, unless it has been taken out of the set that is returned: a function for that
   * alone would be one more to make for each request.
   */
  add(expire: () => void): Set<() => void> {
    this.#open ??= this.#begin();
    return this.#open.add(expire);
  }

  #begin(): Batch {
    const batch: Batch = new Set();
    const openMs = this.#timeoutMs * lateness;
    this.#clock.after(openMs, () => {
      this.#open = undefined;
    });
    this.#clock.after(this.#timeoutMs + openMs, () => {
      for (const expire of batch) expire();
    });
    return batch;
  }
}
