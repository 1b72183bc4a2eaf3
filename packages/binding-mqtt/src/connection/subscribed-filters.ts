import { refusalOfFilter } from "./broker-offer.js";
import type { Session } from "./session.js";
import type { Subscription } from "./subscription.js";
import { SubscriptionQueue } from "./subscription-queue.js";

/** Which filters a broker knows of in a session, and the packets by which that changes. */
export class SubscribedFilters {
  /** Those that the broker has granted, and may not have to be asked for again. */
  readonly #granted = new Set<Subscription>();
  /** Those that nobody listens to and that the broker may have all the same. */
  readonly #left = new Set<string>();
  /** UNSUBSCRIBEs under way. A SUBSCRIBE that followed at once would be lost at brokers that carry out both together. */
  readonly #leaving = new Map<string, Promise<void>>();
  #queue: SubscriptionQueue | undefined;

  /** Begins with a connection: a session that is not resumed has no subscriptions (MQTT 5.0 §3.1.2.4). */
  connected(session: Session): void {
    if (session.resumed) return;
    this.#granted.clear();
    this.#left.clear();
  }

  /** Whether the broker need not be asked for `subscription`. */
  has(subscription: Subscription): boolean {
    return this.#granted.has(subscription);
  }

  /** Resolves when the broker has granted the filter. @throws {WotError} */
  async subscribe(session: Session, subscription: Subscription, withoutRetained: boolean): Promise<void> {
    const { filter, qos } = subscription;
    const refusal = refusalOfFilter(session.offer, filter);
    if (refusal !== undefined) throw refusal;
    await this.#leaving.get(filter);
    const identifier = session.offer.subscriptionIdentifiers ? subscription.identifier : 0;
    this.#left.delete(filter);
    try {
      await this.#queueOf(session).subscribe(filter, { qos, withoutRetained, identifier });
      this.#granted.add(subscription);
    } catch (error) {
      // Nobody knows whether the broker has read it.
      if (!session.isOpen) this.#left.add(filter);
      throw error;
    }
  }

  /** Nobody listens any more; resolves when the broker knows, as far as it can be told. */
  async unsubscribe(session: Session | undefined, subscription: Subscription): Promise<void> {
    const { filter } = subscription;
    this.#granted.delete(subscription);
    this.#left.add(filter);
    if (session === undefined) return;
    const told = this.#queueOf(session)
      .unsubscribe(filter)
      .then(
        () => void this.#left.delete(filter),
        () => {},
      );
    this.#leaving.set(filter, told);
    await told;
    if (this.#leaving.get(filter) === told) this.#leaving.delete(filter);
  }

  /** Has the broker forget what was left while it could not be told. */
  sweep(session: Session, isHeard: (filter: string) => boolean): void {
    for (const filter of [...this.#left]) {
      this.#left.delete(filter);
      if (!isHeard(filter))
        void this.#queueOf(session)
          .unsubscribe(filter)
          .catch(() => {});
    }
  }

  #queueOf(session: Session): SubscriptionQueue {
    if (this.#queue?.session !== session) this.#queue = new SubscriptionQueue(session);
    return this.#queue;
  }
}
