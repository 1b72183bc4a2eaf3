import type { Clock, Timer } from "@thingwright/contracts";

/** Delays that share timers; one more has timers of its own. */
const maxQueues = 16;

/**
 * A clock that makes one timer of the many with the same delay: every request has a deadline, nearly all have the same
 * timeout, and hardly one is ever reached.
 */
export class SharedTimers implements Clock {
  readonly #clock: Clock;
  readonly #queues = new Map<number, TimerQueue>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(delayMs: number, callback: () => void): Timer {
    let queue = this.#queues.get(delayMs);
    if (queue === undefined) {
      if (this.#queues.size >= maxQueues) return this.#clock.after(delayMs, callback);
      queue = new TimerQueue(this.#clock, delayMs, () => this.#queues.delete(delayMs));
      this.#queues.set(delayMs, queue);
    }
    return queue.add(callback);
  }
}

/** The callbacks of one delay, in the order in which they are due. */
class TimerQueue {
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #onEmpty: () => void;
  /** Before the first and after the last. */
  readonly #ends = new QueuedTimer(0, () => {});

  /** @param onEmpty - called when its timer has come and nothing is left */
  constructor(clock: Clock, delayMs: number, onEmpty: () => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#onEmpty = onEmpty;
    this.#wait(delayMs);
  }

  add(callback: () => void): Timer {
    const timer = new QueuedTimer(this.#clock.now() + this.#delayMs, callback);
    timer.insertBefore(this.#ends);
    return timer;
  }

  /** What was cancelled is not in the queue any more, so the timer may come for nothing. */
  #due(): void {
    const now = this.#clock.now();
    for (let first = this.#ends.next; first !== this.#ends && first.dueAt <= now; first = this.#ends.next) {
      first.cancel();
      first.callback();
    }
    if (this.#ends.next === this.#ends) this.#onEmpty();
    else this.#wait(this.#ends.next.dueAt - now);
  }

  #wait(delayMs: number): void {
    this.#clock.after(delayMs, () => this.#due());
  }
}

/** A link of a ring. */
class QueuedTimer implements Timer {
  readonly dueAt: number;
  readonly callback: () => void;
  next: QueuedTimer = this;
  #previous: QueuedTimer = this;

  constructor(dueAt: number, callback: () => void) {
    this.dueAt = dueAt;
    this.callback = callback;
  }

  insertBefore(other: QueuedTimer): void {
    this.next = other;
    this.#previous = other.#previous;
    this.#previous.next = this;
    other.#previous = this;
  }

  /** Takes it out of its ring. Idempotent. */
  cancel(): void {
    this.#previous.next = this.next;
    this.next.#previous = this.#previous;
    this.next = this;
    this.#previous = this;
  }
}
