import type { Content, Emission, HostedSubscription, Subscriber } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { Condition } from "../condition.js";

const firstEmissionTime = 1_700_000_000_000;

/** The subscriptions of one source of values, and how often they were taken and cancelled. */
export class Emitter {
  readonly #subscribers = new Set<Subscriber>();
  readonly #condition = new Condition();
  #sequence = 0;

  /** Subscriptions that nobody has cancelled yet. */
  get active(): number {
    return this.#subscribers.size;
  }

  subscribe(subscriber: Subscriber): HostedSubscription {
    const own: Subscriber = {
      next: (emission) => subscriber.next(emission),
      error: (error) => subscriber.error(error),
      complete: () => subscriber.complete(),
    };
    this.#subscribers.add(own);
    this.#condition.changed();
    return { cancel: () => this.#cancel(own) };
  }

  emit(content: Content, more: Pick<Emission, "isWithoutData"> = {}): void {
    this.#sequence += 1;
    const emission = { sequence: this.#sequence, time: firstEmissionTime + this.#sequence, content, ...more };
    for (const subscriber of [...this.#subscribers]) subscriber.next(emission);
  }

  /** Ends all subscriptions as a Thing does whose source has broken. */
  fail(error: WotError): void {
    const ended = [...this.#subscribers];
    this.#subscribers.clear();
    for (const subscriber of ended) subscriber.error(error);
    this.#condition.changed();
  }

  /** Resolves when exactly `count` subscriptions are active. */
  async untilActive(count: number, patienceMs: number): Promise<void> {
    const what = `${count} active subscription(s) at the Thing`;
    await this.#condition.until(() => this.active === count, what, patienceMs);
  }

  #cancel(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.#condition.changed();
  }
}
