import type { Clock } from "@thingwright/contracts";
import { NetworkError } from "@thingwright/errors";

/** After so many unanswered requests in a row a unit is left alone for a while. */
const maxUnanswered = 3;
const shortestPauseMs = 1_000;

/**
 * Spares the others on a bus a unit that does not answer: each question to it costs all of them the time of an answer. It
 * is left alone for a second, then for twice as long after each further failure.
 */
export class Silence {
  readonly #clock: Clock;
  readonly #longestPauseMs: number;
  #unanswered = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, longestPauseMs: number) {
    this.#clock = clock;
    this.#longestPauseMs = longestPauseMs;
  }

  answered(): void {
    this.#unanswered = 0;
    this.#until = Number.NEGATIVE_INFINITY;
  }

  unanswered(): void {
    this.#unanswered += 1;
    if (this.#unanswered < maxUnanswered) return;
    const pauseMs = shortestPauseMs * 2 ** Math.min(this.#unanswered - maxUnanswered, 20);
    this.#until = this.#clock.now() + Math.min(this.#longestPauseMs, pauseMs);
  }

  /** @throws {NetworkError} WOT_NETWORK while the unit is left alone; nothing has been sent */
  check(): void {
    const leftMs = this.#until - this.#clock.now();
    if (leftMs <= 0) return;
    const why = `the unit has not answered ${this.#unanswered} requests and is left alone for ${Math.ceil(leftMs)} ms`;
    throw new NetworkError("WOT_NETWORK", why, { sent: false });
  }
}
