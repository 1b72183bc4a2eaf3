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
  readonly #maxEarly: number;
  /** What came before the Thing had said that the subscription stands. */
  #early: Emission[] = [];
  #feed: EmissionFeed | undefined;

  /** @param maxEarly - emissions that are kept until there is a feed; the first ones */
  constructor(target: IntakeTarget, maxEarly: number) {
    this.target = target;
    this.#maxEarly = maxEarly;
  }

  /** From here on everything goes into `feed`. Answers with what came earlier. */
  begin(feed: EmissionFeed): readonly RecordedEmission[] {
    this.#feed = feed;
    const early = this.#early.map((emission) => feed.record(emission));
    this.#early = [];
    return early;
  }

  next(emission: Emission): void {
    if (this.#feed !== undefined) this.target.emitted(this.#feed.record(emission));
    else if (this.#early.length < this.#maxEarly) this.#early.push(emission);
  }

  error(error: WotError): void {
    this.target.error(error);
  }

  complete(): void {
    this.target.complete();
  }
}
