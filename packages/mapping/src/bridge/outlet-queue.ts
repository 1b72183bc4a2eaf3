import type { Clock } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { Outlet } from "../mapping.js";
import type { LossCounter } from "./device-losses.js";
import { OutletLane } from "./outlet-lane.js";

interface QueueEnvironment {
  readonly clock: Clock;
  readonly losses: LossCounter;
}

/** Requests under way: a bounded number, and one after the other where they share an outlet. */
export class OutletQueue {
  readonly #maxPending: number;
  readonly #clock: Clock;
  readonly #losses: LossCounter;
  /** Ends waiting. */
  readonly #signal: AbortSignal;
  readonly #lanes = new Map<string, OutletLane>();
  #pending = 0;

  constructor(maxPending: number, { clock, losses }: QueueEnvironment, signal: AbortSignal) {
    this.#maxPending = maxPending;
    this.#clock = clock;
    this.#losses = losses;
    this.#signal = signal;
  }

  /**
   * Carries a write of `property` out, after those before it to the same outlet. One that waits for an outlet with
   * `minIntervalMs` or `debounceMs` gives its place to a newer one of the same property, and has the outcome of that.
   *
   * @throws {RequestError} WOT_TOO_MANY when too many are under way
   */
  async write(outlet: Outlet, property: string, request: () => Promise<void>): Promise<void> {
    const lane = this.#lane(outlet);
    const replaced = lane.replace(property, request);
    if (replaced === undefined) return await this.#counted(() => lane.add(property, request));
    this.#losses.replacedWrites += 1;
    return await replaced;
  }

  /** Carries an invocation out: at once, unless its outlet has `minIntervalMs`. @throws like `write` */
  invoke<T>(outlet: Outlet, request: () => Promise<T>): Promise<T> {
    return this.#counted(() =>
      outlet.minIntervalMs === undefined ? request() : this.#lane(outlet).add(undefined, request),
    );
  }

  async #counted<T>(request: () => Promise<T>): Promise<T> {
    if (this.#pending >= this.#maxPending) {
      this.#losses.refusedRequests += 1;
      throw new RequestError("WOT_TOO_MANY", `${this.#pending} requests to the device are under way already`);
    }
    this.#pending += 1;
    try {
      return await request();
    } finally {
      this.#pending -= 1;
    }
  }

  #lane({ kind, name, minIntervalMs = 0, debounceMs = 0 }: Outlet): OutletLane {
    const key = `${kind} ${name}`;
    const pace = { intervalMs: minIntervalMs, debounceMs };
    const lane = this.#lanes.get(key) ?? new OutletLane(pace, this.#clock, this.#signal);
    this.#lanes.set(key, lane);
    return lane;
  }
}
