import type { Clock, Timer } from "@thingwright/contracts";

/** Gathers names of what has changed, and tells them together a little later: a group of fifty lamps is switched by fifty changes. */
export class ChangeBell {
  readonly #settleMs: number;
  readonly #clock: Clock;
  readonly #ring: (names: ReadonlySet<string>) => void;
  #names = new Set<string>();
  #timer: Timer | undefined;

  constructor(settleMs: number, clock: Clock, ring: (names: ReadonlySet<string>) => void) {
    this.#settleMs = settleMs;
    this.#clock = clock;
    this.#ring = ring;
  }

  changed(name: string): void {
    this.#names.add(name);
    this.#timer ??= this.#clock.after(this.#settleMs, () => {
      const names = this.#names;
      this.#names = new Set();
      this.#timer = undefined;
      this.#ring(names);
    });
  }

  /** Tells nothing more. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
