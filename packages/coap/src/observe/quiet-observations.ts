import { type TimerWheel, WheelTimer } from "../time/timer-wheel.js";

/** Most checks that go out together, and the pause after so many: clients that came at one time are asked little by little. */
const CHECKS_AT_A_TIME = 64;
const PAUSE_MS = 100;

/** An observation that must show now and then that somebody still observes. */
export interface Checked {
  /** Sends a Confirmable notification, unless one is on its way. */
  check(): void;
}

/**
 * Sees to it that every observer acknowledges a notification at least every `intervalMs`, however quiet the resource is:
 * one that has vanished is found out and forgotten. One timer for all, and an acknowledgement costs two steps in a set.
 *
 * @see RFC 7641 §4.5
 */
export class QuietObservations extends WheelTimer {
  readonly #wheel: TimerWheel;
  readonly #intervalMs: number;
  /** When each was heard of, longest ago first. */
  readonly #heardAtMs = new Map<Checked, number>();

  constructor(wheel: TimerWheel, intervalMs: number) {
    super();
    this.#wheel = wheel;
    this.#intervalMs = intervalMs;
  }

  /** An observation begins, or was acknowledged. */
  heardOf(observation: Checked): void {
    this.#heardAtMs.delete(observation);
    this.#heardAtMs.set(observation, this.#wheel.now());
    if (!this.isWaiting) this.#wheel.start(this, this.#intervalMs);
  }

  forget(observation: Checked): void {
    this.#heardAtMs.delete(observation);
  }

  onTimer(): void {
    const due = this.#due();
    // Each goes to the end of the line first: a check may end it.
    for (const observation of due) this.heardOf(observation);
    for (const observation of due) observation.check();
    const next = this.#heardAtMs.values().next();
    if (next.done === true) return;
    const leftMs = next.value + this.#intervalMs - this.#wheel.now();
    this.#wheel.start(this, due.length === CHECKS_AT_A_TIME ? Math.max(PAUSE_MS, leftMs) : Math.max(0, leftMs));
  }

  #due(): Checked[] {
    const latestMs = this.#wheel.now() - this.#intervalMs;
    const due: Checked[] = [];
    for (const [observation, heardAtMs] of this.#heardAtMs) {
      if (heardAtMs > latestMs || due.length === CHECKS_AT_A_TIME) break;
      due.push(observation);
    }
    return due;
  }
}
