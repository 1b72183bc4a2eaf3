import type { WotError } from "@thingwright/errors";
import type { QoS } from "../form/form-terms.js";
import { hasWildcard, matchedFilter } from "../topic/topic-name.js";
import { TopicTrie } from "../topic/topic-trie.js";
import type { MessageListener } from "./listener.js";
import type { InboundMessage } from "./message.js";
import type { Session } from "./session.js";

/** One subscription at the broker and all that listen to it. */
interface Subscription {
  readonly filter: string;
  qos: QoS;
  readonly listeners: Set<MessageListener>;
  /** The SUBSCRIBE that is under way or done. */
  established: Promise<void>;
  /**
   * What came last, for a filter without wildcards: the broker sends a retained message once per SUBSCRIBE, and who
   * joins later must have it too.
   */
  last: InboundMessage | undefined;
}

/** Which filters are subscribed to at a broker, once each, and who listens. */
export class SubscriptionTable {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #trie = new TopicTrie<Subscription>();
  /** UNSUBSCRIBEs under way. A SUBSCRIBE that followed at once would be lost at brokers that carry out both together. */
  readonly #leaving = new Map<string, Promise<void>>();

  get size(): number {
    return this.#subscriptions.size;
  }

  /** Adds `listener` to `filter`; resolves when the broker has granted it. */
  async add(session: Session, filter: string, qos: QoS, listener: MessageListener): Promise<void> {
    const known = this.#subscriptions.get(filter);
    const subscription = known ?? this.#create(filter, qos);
    subscription.listeners.add(listener);
    // A wildcard's retained messages are not kept here: the broker sends them anew to a repeated SUBSCRIBE.
    if (known === undefined || qos > known.qos || hasWildcard(filter)) {
      subscription.qos = qos > subscription.qos ? qos : subscription.qos;
      subscription.established = this.#subscribe(session, subscription);
    }
    await subscription.established;
    if (known?.last !== undefined && subscription.listeners.has(listener)) {
      listener.message({ ...known.last, retain: true });
    }
  }

  /**
   * Takes `listener` from `filters`; resolves when the broker knows of those that nobody listens to any more. A session
   * that is lost has forgotten them (clean session): there is nothing to tell.
   */
  async remove(session: Session | undefined, filters: readonly string[], listener: MessageListener): Promise<void> {
    const left = filters.filter((filter) => this.#delete(filter, listener));
    if (left.length === 0 || session === undefined) return;
    const told = session.unsubscribe(left).catch(() => {});
    for (const filter of left) this.#leaving.set(filter, told);
    await told;
    for (const filter of left) if (this.#leaving.get(filter) === told) this.#leaving.delete(filter);
  }

  /** Hands a message to everyone whose filter matches, once each. */
  dispatch(message: InboundMessage): void {
    let first: Subscription | undefined;
    let all: Set<MessageListener> | undefined;
    this.#trie.match(message.topic, (subscription) => {
      if (!hasWildcard(subscription.filter)) subscription.last = message;
      if (first === undefined) first = subscription;
      else all = new Set([...(all ?? first.listeners), ...subscription.listeners]);
    });
    for (const listener of [...(all ?? first?.listeners ?? [])]) listener.message(message);
  }

  /** Tells everyone whose filter matches `topic` of a message that was left out. */
  oversize(topic: string, sizeBytes: number): void {
    const told = new Set<MessageListener>();
    this.#trie.match(topic, (subscription) => {
      for (const listener of subscription.listeners) told.add(listener);
    });
    for (const listener of told) listener.oversize?.(topic, sizeBytes);
  }

  /** Subscribes to everything again on a new session; filters that the broker refuses fail their listeners. */
  async renew(session: Session): Promise<void> {
    const renewals = [...this.#subscriptions.values()].map(async (subscription) => {
      subscription.last = undefined;
      subscription.established = session.subscribe([subscription.filter], subscription.qos);
      try {
        await subscription.established;
      } catch (error) {
        if (session.isOpen) this.#fail(subscription, error as WotError);
        else throw error;
      }
    });
    await Promise.all(renewals);
  }

  /** Everyone who listens, once. */
  listeners(): Set<MessageListener> {
    const all = new Set<MessageListener>();
    for (const { listeners } of this.#subscriptions.values()) for (const listener of listeners) all.add(listener);
    return all;
  }

  clear(): void {
    for (const subscription of [...this.#subscriptions.values()]) this.#drop(subscription);
  }

  async #subscribe(session: Session, { filter, qos }: Subscription): Promise<void> {
    await this.#leaving.get(filter);
    await session.subscribe([filter], qos);
  }

  #delete(filter: string, listener: MessageListener): boolean {
    const subscription = this.#subscriptions.get(filter);
    if (!subscription?.listeners.delete(listener) || subscription.listeners.size > 0) return false;
    this.#drop(subscription);
    return true;
  }

  #create(filter: string, qos: QoS): Subscription {
    const subscription = { filter, qos, listeners: new Set<MessageListener>(), established: done, last: undefined };
    this.#subscriptions.set(filter, subscription);
    this.#trie.add(matchedFilter(filter), subscription);
    return subscription;
  }

  #drop(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.filter);
    this.#trie.delete(matchedFilter(subscription.filter), subscription);
  }

  #fail(subscription: Subscription, error: WotError): void {
    this.#drop(subscription);
    for (const listener of subscription.listeners) listener.failed(error);
  }
}

const done = Promise.resolve();
