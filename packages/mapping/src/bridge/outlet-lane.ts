import type { Clock } from "@thingwright/contracts";
import { pause } from "./pause.js";

/** A request that waits for its turn. */
interface Job {
  /** The property that it writes; `undefined` for an invocation, which nothing replaces. */
  readonly property: string | undefined;
  readonly outcome: Promise<unknown>;
  request: () => Promise<unknown>;
  /** Settles the outcome; never rejects. */
  begin(): Promise<void>;
}

/** Requests to one outlet: one after the other, each so long after the beginning of the one before. */
export class OutletLane {
  readonly #intervalMs: number;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #waiting: Job[] = [];
  #isAtWork = false;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number, clock: Clock, signal: AbortSignal) {
    this.#intervalMs = intervalMs;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Takes the place of a write of `property` that waits for the interval, if there is one: both have one outcome. */
  replace(property: string, request: () => Promise<void>): Promise<void> | undefined {
    if (this.#intervalMs === 0) return undefined;
    const waiting = this.#waiting.find((job) => job.property === property);
    if (waiting === undefined) return undefined;
    waiting.request = request;
    return waiting.outcome as Promise<void>;
  }

  add<T>(property: string | undefined, request: () => Promise<T>): Promise<T> {
    const job = jobOf(property, request);
    this.#waiting.push(job);
    if (!this.#isAtWork) void this.#work();
    return job.outcome as Promise<T>;
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      const restMs = this.#nextAt - this.#clock.now();
      if (restMs > 0) await pause(restMs, this.#clock, this.#signal);
      const job = this.#waiting.shift()!;
      this.#nextAt = this.#clock.now() + this.#intervalMs;
      await job.begin();
    }
    this.#isAtWork = false;
  }
}

function jobOf(property: string | undefined, request: () => Promise<unknown>): Job {
  let settle: (outcome: Promise<unknown>) => void;
  const outcome = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  return {
    property,
    outcome,
    request,
    async begin() {
      settle(this.request());
      await outcome.catch(ignore);
    },
  };
}

const ignore = (): void => {};
