import type { WotError } from "@thingwright/errors";
import type { QoS } from "../form/form-terms.js";
import { matchedFilter } from "../topic/topic-name.js";
import { TopicTrie } from "../topic/topic-trie.js";
import type { MessageListener } from "./listener.js";
import type { InboundMessage } from "./message.js";
import { PayloadShelf } from "./payload-shelf.js";
import type { Session } from "./session.js";
import { SubscribedFilters } from "./subscribed-filters.js";
import { exactIdentifier, isExactFilter, Subscription } from "./subscription.js";

/** Which filters are subscribed to at a broker, once each, and who listens. */
export class SubscriptionTable {
  readonly #subscriptions = new Map<string, Subscription>();
  /** Those of more than one topic or of a group; the topic of any other is its filter. */
  readonly #trie = new TopicTrie<Subscription>();
  readonly #shelf = new PayloadShelf();
  readonly #subscribed = new SubscribedFilters();
  /** Who has been told of an interruption, and not that it is over. */
  readonly #interrupted = new Set<MessageListener>();
  /** That of the latest filter with a wildcard or a group. */
  #identifier = exactIdentifier;
  /** Of the message that is handed out. */
  readonly #matched: Subscription[] = [];
  readonly #collect = (subscription: Subscription): void => void this.#matched.push(subscription);

  get size(): number {
    return this.#subscriptions.size;
  }

  /** Adds `listener` to `filter`; resolves when the broker has granted it. */
  async add(session: Session, filter: string, qos: QoS, listener: MessageListener): Promise<void> {
    const known = this.#subscriptions.get(filter);
    const subscription = known ?? this.#create(filter, qos);
    subscription.add(listener);
    const wantsRetained = listener.ignoresRetained !== true;
    // Retained messages of several topics are not kept here: the broker sends them anew to a repeated SUBSCRIBE.
    const lacksRetained = wantsRetained && (!subscription.isExact || !subscription.hasRetained);
    if (known === undefined || qos > known.qos || lacksRetained) {
      subscription.qos = qos > subscription.qos ? qos : subscription.qos;
      subscription.hasRetained ||= wantsRetained;
      subscription.established = this.#subscribed.subscribe(session, subscription, !wantsRetained);
    }
    await subscription.established;
    if (known === undefined || !wantsRetained || !known.has(listener)) return;
    known.repeatFor(listener);
  }

  /**
   * Takes `listener` from `filters`; resolves when the broker knows of those that nobody listens to any more. Without a
   * connection it hears of them when it is back, if it has kept the session.
   */
  async remove(session: Session | undefined, filters: readonly string[], listener: MessageListener): Promise<void> {
    const left = filters.flatMap((filter) => this.#delete(filter, listener) ?? []);
    await Promise.all(left.map((subscription) => this.#subscribed.unsubscribe(session, subscription)));
  }

  /** Hands a message to everyone whose filter matches, once each. */
  dispatch(message: InboundMessage): void {
    const exact = this.#exact(message.topic);
    if (this.#trie.isEmpty) {
      exact?.hand(message);
      return;
    }
    const matched = this.#matched;
    matched.length = 0;
    if (exact !== undefined) matched.push(exact);
    this.#trie.match(message.topic, this.#collect);
    if (matched.length > 1) tellAll(matched, message);
    else matched[0]?.hand(message);
  }

  /** Tells everyone whose filter matches `topic` of a message that was left out. */
  oversize(topic: string, sizeBytes: number): void {
    const exact = this.#exact(topic);
    exact?.rememberOversize(sizeBytes);
    const told = new Set<MessageListener>(exact?.listeners);
    this.#trie.match(topic, (subscription) => {
      for (const listener of subscription.listeners) told.add(listener);
    });
    for (const listener of told) listener.oversize?.(topic, sizeBytes);
  }

  /**
   * A connection is there again. Whoever has missed nothing but what the session has kept for them goes on at once, before
   * the first of it comes.
   */
  connected(session: Session): void {
    this.#subscribed.connected(session);
    if (!session.resumed) return;
    const behind = new Set<MessageListener>();
    for (const subscription of this.#subscriptions.values()) {
      if (this.#isBehind(subscription)) for (const listener of subscription.listeners) behind.add(listener);
    }
    this.#resume((listener) => !behind.has(listener));
  }

  /** Subscribes again, on a new session to everything; filters that the broker refuses fail their listeners. */
  async renew(session: Session): Promise<void> {
    this.#subscribed.sweep(session, (filter) => this.#subscriptions.has(filter));
    const behind = [...this.#subscriptions.values()].filter((subscription) => this.#isBehind(subscription));
    const renewals = behind.map(async (subscription) => {
      subscription.age();
      subscription.established = this.#subscribed.subscribe(session, subscription, !subscription.hasRetained);
      try {
        await subscription.established;
      } catch (error) {
        if (session.isOpen) this.#fail(subscription, error as WotError);
        else throw error;
      }
    });
    await Promise.all(renewals);
  }

  /** All filters are subscribed to: tells everyone who has not been told that it goes on. */
  renewed(): void {
    this.#resume(() => true);
    // The others listen no more.
    this.#interrupted.clear();
  }

  /** The connection is lost: tells everyone, once. */
  interrupted(error: WotError): void {
    for (const listener of this.listeners()) {
      if (this.#interrupted.has(listener)) continue;
      this.#interrupted.add(listener);
      listener.interrupted(error);
    }
  }

  /** Everyone who listens, once. */
  listeners(): Set<MessageListener> {
    const all = new Set<MessageListener>();
    for (const { listeners } of this.#subscriptions.values()) for (const listener of listeners) all.add(listener);
    return all;
  }

  clear(): void {
    this.#interrupted.clear();
    for (const subscription of [...this.#subscriptions.values()]) this.#drop(subscription);
  }

  #resume(isMeant: (listener: MessageListener) => boolean): void {
    if (this.#interrupted.size === 0) return;
    for (const listener of this.listeners()) {
      if (isMeant(listener) && this.#interrupted.delete(listener)) listener.resumed();
    }
  }

  /** A filter with a wildcard is nobody's topic, whatever a broker sends. */
  #exact(topic: string): Subscription | undefined {
    const subscription = this.#subscriptions.get(topic);
    return subscription?.isExact ? subscription : undefined;
  }

  /** Whether it must be asked for again: a session keeps messages of QoS 1 and 2, and not what is retained by now. */
  #isBehind(subscription: Subscription): boolean {
    return subscription.hasRetained || !this.#subscribed.has(subscription);
  }

  /** The subscription, if nobody listens to it any more. */
  #delete(filter: string, listener: MessageListener): Subscription | undefined {
    const subscription = this.#subscriptions.get(filter);
    if (!subscription?.delete(listener) || subscription.isHeard) return undefined;
    this.#drop(subscription);
    return subscription;
  }

  #create(filter: string, qos: QoS): Subscription {
    const identifier = isExactFilter(filter) ? exactIdentifier : this.#nextIdentifier();
    const subscription = new Subscription(filter, qos, identifier, this.#shelf);
    this.#subscriptions.set(filter, subscription);
    if (!subscription.isExact) this.#trie.add(matchedFilter(filter), subscription);
    return subscription;
  }

  /** Numbers begin anew when all are used; that two filters share one does no more than brokers without numbers do. */
  #nextIdentifier(): number {
    this.#identifier = this.#identifier < maxIdentifier ? this.#identifier + 1 : exactIdentifier + 1;
    return this.#identifier;
  }

  #drop(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.filter);
    if (!subscription.isExact) this.#trie.delete(matchedFilter(subscription.filter), subscription);
    subscription.discard();
  }

  #fail(subscription: Subscription, error: WotError): void {
    this.#drop(subscription);
    for (const listener of subscription.listeners) listener.failed(error);
  }
}

/** Who listens under several filters hears a message once. */
function tellAll(matched: readonly Subscription[], message: InboundMessage): void {
  const listeners = new Map<MessageListener, boolean>();
  for (const subscription of matched) {
    if (!subscription.takes(message)) continue;
    const isRepeated = subscription.remember(message);
    for (const listener of subscription.listeners) listeners.set(listener, isRepeated);
  }
  for (const [listener, isRepeated] of listeners) listener.message(message, isRepeated);
}

/** MQTT 5.0 §3.8.2.1.2 */
const maxIdentifier = 268_435_455;
