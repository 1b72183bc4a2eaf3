import type { Clock } from "@thingwright/contracts";
import { pause } from "./pause.js";

const secondMs = 1_000;

/** Lets so many values through in a second, and holds further ones up until the next. */
export class ValuePace {
  readonly #perSecond: number;
  readonly #clock: Clock;
  #since = Number.NEGATIVE_INFINITY;
  #passed = 0;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** To be called after each value: a promise, of when the next may pass, only where it may not at once. */
  passed(signal: AbortSignal): Promise<void> | undefined {
    const now = this.#clock.now();
    if (now - this.#since >= secondMs) {
      this.#since = now;
      this.#passed = 0;
    }
    this.#passed += 1;
    if (this.#passed < this.#perSecond) return undefined;
    return pause(this.#since + secondMs - now, this.#clock, signal);
  }
}
