import type { CoapResponse } from "@thingwright/coap";
import type { Observation } from "./observation.js";

/** All observations of one server, from the moment that they are wished for. */
export class Observations {
  readonly #open = new Set<Observation>();
  readonly #waiting: (() => void)[] = [];

  get size(): number {
    return this.#open.size;
  }

  add(observation: Observation): void {
    this.#open.add(observation);
  }

  remove(observation: Observation): void {
    this.#open.delete(observation);
    if (this.#open.size === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Tells the observers of one Thing, or all, that it is over. */
  end(last: CoapResponse, thingId?: string): void {
    for (const observation of [...this.#open]) {
      if (thingId === undefined || observation.thingId === thingId) observation.end(last);
    }
  }

  /** Ends all without telling anybody. */
  abandon(): void {
    for (const observation of [...this.#open]) observation.abandon();
  }

  /** Resolves when there is none, which is when the last word to each has been sent. */
  untilNone(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
