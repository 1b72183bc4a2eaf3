import type { Clock } from "@thingwright/contracts";
import { pause } from "./pause.js";

/** When a lane may begin a request. */
export interface LanePace {
  /** Least time between the beginnings of two requests. */
  readonly intervalMs: number;
  /** How long no newer write of a property may come before one is sent. */
  readonly debounceMs: number;
}

/** A write whose property never comes to rest is sent after so many times `debounceMs`. */
const mostDebounces = 10;

/** A request that waits for its turn. */
interface Job {
  /** The property that it writes; `undefined` for an invocation, which nothing replaces. */
  readonly property: string | undefined;
  readonly outcome: Promise<unknown>;
  /** When it came, and when the newest came that took its place. */
  readonly since: number;
  renewedAt: number;
  request: () => Promise<unknown>;
  /** Settles the outcome; never rejects. */
  begin(): Promise<void>;
}

/** Requests to one outlet: one after the other, each as the pace allows after the one before. */
export class OutletLane {
  readonly #pace: LanePace;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #waiting: Job[] = [];
  #isAtWork = false;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(pace: LanePace, clock: Clock, signal: AbortSignal) {
    this.#pace = pace;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Takes the place of a write of `property` that waits for the pace, if there is one: both have one outcome. */
  replace(property: string, request: () => Promise<void>): Promise<void> | undefined {
    if (this.#pace.intervalMs === 0 && this.#pace.debounceMs === 0) return undefined;
    const waiting = this.#waiting.find((job) => job.property === property);
    if (waiting === undefined) return undefined;
    waiting.request = request;
    waiting.renewedAt = this.#clock.now();
    return waiting.outcome as Promise<void>;
  }

  add<T>(property: string | undefined, request: () => Promise<T>): Promise<T> {
    const job = jobOf(property, request, this.#clock.now());
    this.#waiting.push(job);
    if (!this.#isAtWork) void this.#work();
    return job.outcome as Promise<T>;
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (let job = this.#waiting[0]; job !== undefined; job = this.#waiting[0]) {
      const restMs = this.#readyAt(job) - this.#clock.now();
      if (restMs > 0 && !this.#signal.aborted) {
        await pause(restMs, this.#clock, this.#signal);
        continue; // A newer write may have taken the place of the one that was waited for.
      }
      this.#waiting.shift();
      this.#nextAt = this.#clock.now() + this.#pace.intervalMs;
      await job.begin();
    }
    this.#isAtWork = false;
  }

  #readyAt({ property, since, renewedAt }: Job): number {
    const { debounceMs } = this.#pace;
    if (property === undefined || debounceMs === 0) return this.#nextAt;
    return Math.max(this.#nextAt, Math.min(renewedAt + debounceMs, since + mostDebounces * debounceMs));
  }
}

function jobOf(property: string | undefined, request: () => Promise<unknown>, now: number): Job {
  let settle: (outcome: Promise<unknown>) => void;
  const outcome = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  return {
    property,
    outcome,
    since: now,
    renewedAt: now,
    request,
    async begin() {
      settle(this.request());
      await outcome.catch(ignore);
    },
  };
}

const ignore = (): void => {};
