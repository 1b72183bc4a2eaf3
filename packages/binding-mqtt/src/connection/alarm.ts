import type { Clock, Timer } from "@thingwright/contracts";

/** One timer for many ends: rings at the earliest of them. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: Timer | undefined;
  #atMs = 0;

  /** @param ring - may find nothing to do: an end may have been taken back */
  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings at `atMs` at the latest; never for infinity. */
  by(atMs: number): void {
    if (atMs === Number.POSITIVE_INFINITY || (this.#timer !== undefined && this.#atMs <= atMs)) return;
    this.#timer?.cancel();
    this.#atMs = atMs;
    this.#timer = this.#clock.after(Math.max(0, atMs - this.#clock.now()), () => {
      this.#timer = undefined;
      this.#ring();
    });
  }

  /** Does not ring, until `by` is called again. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
