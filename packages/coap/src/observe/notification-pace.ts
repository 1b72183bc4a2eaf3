import { TICK_MS, type TimerWheel, WheelTimer } from "../time/timer-wheel.js";

/** Between two notifications to a client whose round-trip time is not known (RFC 7641 §4.5.1). */
const UNMEASURED_INTERVAL_MS = 3000;
/** What a new measurement weighs in the mean: an eighth (RFC 6298 §2.3). */
const WEIGHT = 1 / 8;

/** What waits until its client may get another notification. */
export interface Paced {
  /** Its turn has come. If it does not take it, it is passed over. */
  proceed(): void;
}

/**
 * How fast Non-confirmable notifications may go to one client, whatever the number of its observations: one for each
 * round-trip time on average, and one in 3 s until that time has been measured. A timer ends up to a tick late, so that as
 * many may follow one another at once as would have had their turn within a tick.
 *
 * Confirmable notifications are not counted: NSTART bounds them.
 *
 * @see RFC 7641 §4.5.1
 */
export class NotificationPace extends WheelTimer {
  readonly #wheel: TimerWheel;
  #roundTripMs: number | undefined;
  #freeAtMs = Number.NEGATIVE_INFINITY;
  /** In the order in which they came. */
  readonly #waiting = new Set<Paced>();
  #turn: Paced | undefined;

  constructor(wheel: TimerWheel) {
    super();
    this.#wheel = wheel;
  }

  /** Mean round-trip time to the client in milliseconds; `undefined` until a notification has been acknowledged. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** Takes note of how long a client took to acknowledge. */
  measure(roundTripMs: number): void {
    const mean = this.#roundTripMs;
    this.#roundTripMs = mean === undefined ? roundTripMs : mean + (roundTripMs - mean) * WEIGHT;
    if (mean !== undefined) return;
    // A round trip has just passed since the last notification.
    this.#freeAtMs = Number.NEGATIVE_INFINITY;
    if (this.#waiting.size > 0) this.#wheel.start(this, 0);
  }

  /** Whether a notification of `paced` may go now; it then counts. Nobody overtakes who waits. */
  take(paced: Paced, nowMs: number): boolean {
    if (nowMs < this.#freeAtMs) return false;
    const isNext = this.#turn === paced || this.#waiting.size === 0 || this.#isAlone(paced);
    if (!isNext) return false;
    this.#turn = undefined;
    this.leave(paced);
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs - TICK_MS) + this.#intervalMs();
    return true;
  }

  /** Calls `paced` when its turn has come. Does nothing if it waits already. */
  wait(paced: Paced): void {
    this.#waiting.add(paced);
    this.#startTimer();
  }

  /** Calls `paced` no more. */
  leave(paced: Paced): void {
    if (this.#waiting.delete(paced) && this.#waiting.size === 0) this.#wheel.stop(this);
  }

  onTimer(): void {
    for (let next = this.#first(); next !== undefined && this.#isFree(); next = this.#first()) {
      this.#waiting.delete(next);
      this.#turn = next;
      next.proceed();
      this.#turn = undefined;
    }
    if (this.#waiting.size > 0) this.#startTimer();
  }

  /** Until a measurement there is no burst: the first notification leaves a whole interval behind it. */
  #intervalMs(): number {
    return this.#roundTripMs ?? UNMEASURED_INTERVAL_MS + TICK_MS;
  }

  #startTimer(): void {
    if (this.isWaiting) return;
    this.#wheel.start(this, Math.max(0, this.#freeAtMs - this.#wheel.now()));
  }

  #isFree(): boolean {
    return this.#wheel.now() >= this.#freeAtMs;
  }

  #isAlone(paced: Paced): boolean {
    return this.#waiting.size === 1 && this.#waiting.has(paced);
  }

  #first(): Paced | undefined {
    for (const paced of this.#waiting) return paced;
    return undefined;
  }
}
