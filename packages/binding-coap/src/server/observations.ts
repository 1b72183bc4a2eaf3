import type { CoapResponse } from "@thingwright/coap";

/** An observation as the server keeps count of it. */
export interface OpenObservation {
  readonly thingId: string;
  /** The observer hears `last`, an error, and nothing more. */
  end(last: CoapResponse): void;
  /** Ends it without a word. */
  abandon(): void;
}

/** All observations of one server, from the moment that they are wished for. */
export class Observations {
  readonly #open = new Set<OpenObservation>();
  readonly #waiting: (() => void)[] = [];

  get size(): number {
    return this.#open.size;
  }

  add(observation: OpenObservation): void {
    this.#open.add(observation);
  }

  remove(observation: OpenObservation): void {
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
