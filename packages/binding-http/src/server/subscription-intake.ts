import type { Emission, Subscriber } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { EmissionFeed } from "./emission-feed.js";
import type { RecordedEmission } from "./recorded-emission.js";

/** What becomes of an emission once it is in the feed. */
export interface IntakeTarget {
  emitted(recorded: RecordedEmission): void;
  error(error: WotError): void;
  complete(): void;
}

/**
 * The way of a subscription from the Thing into a feed, and from there to a reader. It is an object of its own so that
 * it can outlive the reader without holding on to anything of it.
 */
export class SubscriptionIntake implements Subscriber {
  target: IntakeTarget;
  readonly #feed: EmissionFeed;

  constructor(feed: EmissionFeed, target: IntakeTarget) {
    this.#feed = feed;
    this.target = target;
  }

  next(emission: Emission): void {
    this.target.emitted(this.#feed.record(emission));
  }

  error(error: WotError): void {
    this.target.error(error);
  }

  complete(): void {
    this.target.complete();
  }
}
