import { type Clock, type Patience, within } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";

/** How many requests one node is given. */
export interface GateLimits {
  /** Under way at a time; others wait. */
  readonly maxConcurrentRequests: number;
  /** Under way and waiting; more fail with RequestError WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
}

/** Lets a few requests to a node be under way at a time: small devices keep a handful of exchanges. */
export class NodeGate {
  readonly #limits: GateLimits;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: GateLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * What `work` gives, once it is its turn. The time in which it waits counts.
   *
   * @throws {RequestError} WOT_TOO_MANY when too many wait already
   * @throws {TimeoutError} WOT_TIMEOUT, with nothing sent, when the turn does not come in time
   */
  async run<T>(work: (patience: Patience) => Promise<T>, patience: Patience): Promise<T> {
    const { maxConcurrentRequests, maxPendingRequests } = this.#limits;
    if (this.#running + this.#waiting.length >= maxPendingRequests) {
      throw new RequestError("WOT_TOO_MANY", `${maxPendingRequests} requests to the node are under way`);
    }
    const begunAt = this.#clock.now();
    if (this.#running >= maxConcurrentRequests) await this.#turn(patience);
    else this.#running += 1;
    try {
      const timeoutMs = Math.max(1, patience.timeoutMs - (this.#clock.now() - begunAt));
      return await work({ timeoutMs, signal: patience.signal });
    } finally {
      this.#next();
    }
  }

  /** Resolves when a place is free, which is taken then. */
  async #turn(patience: Patience): Promise<void> {
    let give: () => void = () => {};
    const turn = new Promise<void>((resolve) => {
      give = resolve;
    });
    this.#waiting.push(give);
    try {
      await within(turn, patience, this.#clock);
    } catch (error) {
      const index = this.#waiting.indexOf(give);
      if (index >= 0) this.#waiting.splice(index, 1);
      else this.#next(); // the place came just now, and nobody takes it
      if (!(error instanceof TimeoutError)) throw error;
      throw new TimeoutError("WOT_TIMEOUT", "the node has other requests to answer", { sent: false });
    }
  }

  #next(): void {
    const give = this.#waiting.shift();
    if (give === undefined) this.#running -= 1;
    else give();
  }
}
