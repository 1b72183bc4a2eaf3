import type { Clock, Logger } from "@thingwright/contracts";

/** What came to nothing between a device and those who use it, counted from the beginning. */
export interface DeviceLosses {
  /** Values and events that gave way to later ones, because the device sent more than is looked at. */
  readonly missedValues: number;
  /** Values that could not be read or converted. */
  readonly unreadableValues: number;
  /** Writes that gave their place to newer ones of the same property, and have their outcome. */
  readonly replacedWrites: number;
  /** Requests that were refused because too many were under way. */
  readonly refusedRequests: number;
}

/** The losses of several devices together. */
export function sumOfLosses(all: readonly DeviceLosses[]): DeviceLosses {
  const sum = { missedValues: 0, unreadableValues: 0, replacedWrites: 0, refusedRequests: 0 };
  for (const each of all) for (const name of Object.keys(sum) as (keyof DeviceLosses)[]) sum[name] += each[name];
  return sum;
}

/** Time between two tellings of what is missed, in milliseconds. */
const tellAgainMs = 60_000;

/** Counts what is lost at one device, and tells of values that are missed: at once, then once in a while with the sum. */
export class LossCounter implements DeviceLosses {
  missedValues = 0;
  unreadableValues = 0;
  replacedWrites = 0;
  refusedRequests = 0;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** @param count - values of `source` that gave way since the last call; 0 does nothing */
  missed(source: string, count: number): void {
    if (count === 0) return;
    this.missedValues += count;
    const now = this.#clock.now();
    if (now - this.#toldAt < tellAgainMs) return;
    this.#toldAt = now;
    this.#logger.warn("a device sends more than is looked at", { source, missedValues: this.missedValues });
  }

  /** The counts of this moment. */
  snapshot(): DeviceLosses {
    const { missedValues, unreadableValues, replacedWrites, refusedRequests } = this;
    return { missedValues, unreadableValues, replacedWrites, refusedRequests };
  }
}
