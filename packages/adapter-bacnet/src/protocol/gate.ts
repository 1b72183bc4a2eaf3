import { RequestError } from "@thingwright/errors";

/** Lets so many in at a time; the others wait in order, and so many may. */
export class Gate {
  readonly #width: number;
  readonly #maxWaiting: number;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  constructor(width: number, maxWaiting: number) {
    this.#width = width;
    this.#maxWaiting = maxWaiting;
  }

  get isUnused(): boolean {
    return this.#inside === 0 && this.#waiting.size === 0;
  }

  /**
   * Resolves when it is one's turn, with what has to be called in the end. Never resolves once `signal` has aborted.
   *
   * @throws {RequestError} WOT_TOO_MANY when as many wait as may
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (this.#inside < this.#width) this.#inside += 1;
    else await this.#turn(signal);
    return () => {
      const [next] = this.#waiting;
      // Whoever leaves gives their place to the next, so that nobody who comes now gets in between.
      if (next === undefined) this.#inside -= 1;
      else next();
    };
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (this.#waiting.size >= this.#maxWaiting)
      throw new RequestError("WOT_TOO_MANY", `${this.#maxWaiting} requests wait for the device already`);
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting.delete(go);
        signal.removeEventListener("abort", leave);
      };
      const go = (): void => {
        leave();
        resolve();
      };
      this.#waiting.add(go);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}
