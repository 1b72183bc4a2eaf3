import type { Clock } from "./clock.js";

/** How late a timer may end. */
export const TICK_MS = 10;
const SLOTS = 1024;

/** Something that waits in a `TimerWheel`. The wheel owns the fields; a subclass says what happens at the end. */
export abstract class WheelTimer {
  /** @internal */
  dueTick = -1;
  /** @internal */
  before: WheelTimer | undefined = undefined;
  /** @internal */
  after: WheelTimer | undefined = undefined;

  /** Whether it has been started, and neither ended nor been stopped. */
  get isWaiting(): boolean {
    return this.dueTick >= 0;
  }

  abstract onTimer(): void;
}

class CallbackTimer extends WheelTimer {
  readonly #callback: () => void;

  constructor(callback: () => void) {
    super();
    this.#callback = callback;
  }

  onTimer(): void {
    this.#callback();
  }
}

/**
 * Any number of timers on one timer of the clock: starting and stopping one costs a few assignments, which matters as
 * nearly every timer of a healthy network is stopped before it ends. Timers end up to 10 ms late, never early.
 */
export class TimerWheel {
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #slots: (WheelTimer | undefined)[] = new Array(SLOTS).fill(undefined);
  #count = 0;
  /** Every slot up to and including this tick has been looked at. */
  #doneTick = 0;
  #wakeTick = Number.POSITIVE_INFINITY;
  #cancelWake: (() => void) | undefined;

  /** @param onError - told of what a timer throws, so that no timer ends the process */
  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  /** How many timers are waiting. */
  get size(): number {
    return this.#count;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Starts `timer`, or starts it anew if it is waiting. */
  start(timer: WheelTimer, delayMs: number): void {
    this.startUntil(timer, this.#clock.now() + delayMs);
  }

  /** Starts `timer`, or starts it anew if it is waiting, to end when the clock shows `dueMs`. */
  startUntil(timer: WheelTimer, dueMs: number): void {
    this.stop(timer);
    if (this.#count === 0) this.#doneTick = Math.floor(this.#clock.now() / TICK_MS);
    const due = Math.max(Math.ceil(dueMs / TICK_MS), this.#doneTick + 1);
    const slot = due % SLOTS;
    const head = this.#slots[slot];
    timer.dueTick = due;
    timer.after = head;
    if (head !== undefined) head.before = timer;
    this.#slots[slot] = timer;
    this.#count++;
    if (due < this.#wakeTick) this.#wakeSoonEnough(due);
  }

  /** Stops `timer`; does nothing if it is not waiting. */
  stop(timer: WheelTimer): void {
    if (timer.dueTick < 0) return;
    const { before, after } = timer;
    if (before === undefined) this.#slots[timer.dueTick % SLOTS] = after;
    else before.after = after;
    if (after !== undefined) after.before = before;
    timer.before = undefined;
    timer.after = undefined;
    timer.dueTick = -1;
    this.#count--;
  }

  /** Calls `callback` after `delayMs`; the timer that comes back can be given to `stop`. */
  callAfter(delayMs: number, callback: () => void): WheelTimer {
    const timer = new CallbackTimer(callback);
    this.start(timer, delayMs);
    return timer;
  }

  /** Drops every timer without calling it. */
  clear(): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      for (let timer = this.#slots[slot]; timer !== undefined; timer = this.#slots[slot]) this.stop(timer);
    }
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#wakeTick = Number.POSITIVE_INFINITY;
  }

  /** Of what is due later than a whole round on, a timer of the system might not reach that far. */
  #wakeSoonEnough(due: number): void {
    const now = this.#clock.now();
    this.#wakeAt(Math.min(due, Math.floor(now / TICK_MS) + SLOTS), now);
  }

  #wakeAt(tick: number, now: number): void {
    this.#cancelWake?.();
    this.#wakeTick = tick;
    this.#cancelWake = this.#clock.setTimer(() => this.#wake(), Math.max(0, tick * TICK_MS - now));
  }

  #wake(): void {
    this.#cancelWake = undefined;
    this.#wakeTick = Number.POSITIVE_INFINITY;
    const nowTick = Math.floor(this.#clock.now() / TICK_MS);
    const first = Math.max(this.#doneTick + 1, nowTick - SLOTS + 1);
    this.#doneTick = Math.max(this.#doneTick, nowTick);
    for (let tick = first; tick <= nowTick; tick++) this.#endSlot(tick % SLOTS, nowTick);
    const next = this.#nextTick();
    if (next < this.#wakeTick) this.#wakeAt(next, this.#clock.now());
  }

  /** Takes the due timers out before calling any: a callback may start and stop timers of the same slot. */
  #endSlot(slot: number, nowTick: number): void {
    let due: WheelTimer[] | undefined;
    for (let timer = this.#slots[slot]; timer !== undefined; timer = timer.after) {
      if (timer.dueTick > nowTick) continue;
      due ??= [];
      due.push(timer);
    }
    if (due === undefined) return;
    for (const timer of due.reverse()) {
      if (timer.dueTick < 0 || timer.dueTick > nowTick) continue;
      this.stop(timer);
      try {
        timer.onTimer();
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** The next tick whose slot holds a timer, which may be of a later round. */
  #nextTick(): number {
    if (this.#count === 0) return Number.POSITIVE_INFINITY;
    for (let tick = this.#doneTick + 1; tick <= this.#doneTick + SLOTS; tick++) {
      if (this.#slots[tick % SLOTS] !== undefined) return tick;
    }
    return Number.POSITIVE_INFINITY;
  }
}
