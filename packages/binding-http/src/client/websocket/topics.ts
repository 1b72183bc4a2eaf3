import { newUuid } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { NotificationMessage } from "../../websocket/message.js";
import { keyOf, Topic, type TopicListener, type TopicName } from "./topic.js";

/** How topics reach the Thing. */
export interface TopicWire {
  /** Subscribes under the topic's correlationID. @throws {WotError} */
  subscribe(topic: Topic): Promise<void>;
  unsubscribe(topic: Topic): Promise<void>;
}

/**
 * The topics of one line.
 *
 * A Thing keeps one subscription for each topic of a connection, and a new one takes the place of the old; one to all
 * takes the place of all. So those who listen to the same topic here share one, and while there is one to all, single
 * topics live on it.
 *
 * @see Web Thing Protocol, subscribeevent and observeallproperties: "MUST replace the existing subscription"
 */
export class Topics {
  readonly #wire: TopicWire;
  readonly #topics = new Map<string, Topic>();
  /** Those that the Thing holds a subscription for, or is asked to, by correlationID. */
  readonly #live = new Map<string, Topic>();

  constructor(wire: TopicWire) {
    this.#wire = wire;
  }

  get isEmpty(): boolean {
    return this.#topics.size === 0;
  }

  /** Adds `listener`; resolves when the Thing has agreed. @throws {WotError} when it has not: nobody was added then */
  async add(named: TopicName, timeoutMs: number, listener: TopicListener): Promise<void> {
    const topic = this.#topics.get(keyOf(named)) ?? new Topic(named, timeoutMs);
    this.#topics.set(keyOf(named), topic);
    topic.listeners.add(listener);
    try {
      await this.#agreement(topic);
    } catch (error) {
      this.#drop(topic, listener);
      throw error;
    }
  }

  /** Removes `listener`; the Thing is told when nobody else listens. */
  async remove(named: TopicName, listener: TopicListener): Promise<void> {
    const topic = this.#topics.get(keyOf(named));
    if (topic === undefined || !topic.listeners.has(listener)) return;
    if (!this.#drop(topic, listener) || this.#covering(topic) !== undefined) return;
    await this.#wire.unsubscribe(topic);
    // The end of one to all is the end of every single one.
    await this.restore();
  }

  /** Passes on what the Thing said. A notification of a subscription that has been replaced is passed over. */
  notified(message: NotificationMessage): void {
    const topic = this.#topicOf(message);
    if (topic === undefined) return;
    topic.lastNotificationID = message.messageID;
    const covered = this.#coveredBy(topic).filter((each) => each.named.name === message.name);
    for (const each of [topic, ...covered]) for (const listener of each.listeners) listener.receive(message);
  }

  /**
   * The Thing has ended the subscription of `correlationID` by failure: an error response beyond the answer, for which the
   * draft has no word. Unknown ids are ignored. Single topics that lived on one to all go on by themselves.
   */
  async failed(correlationID: string, error: WotError): Promise<void> {
    const topic = this.#live.get(correlationID);
    if (topic === undefined) return;
    this.#forget(topic);
    for (const { state } of topic.listeners) state.fail(error);
    await this.restore();
  }

  /** The connection is gone, and all subscriptions with it. */
  lost(error: WotError): void {
    for (const topic of this.#topics.values()) {
      this.#forget(topic);
      for (const { state } of topic.listeners) state.lost(error);
    }
    this.#sweep();
  }

  /** The connection is back. A topic that the Thing does not take back ends, unless the connection is lost again. */
  async restore(): Promise<void> {
    this.#sweep();
    await Promise.all(
      [...this.#topics.values()].map(async (topic) => {
        try {
          await this.#agreement(topic);
          for (const { state } of topic.listeners) state.up();
        } catch (error) {
          for (const { state } of topic.listeners) state.lost(error as WotError);
        }
      }),
    );
    this.#sweep();
  }

  /** Ends all with `error`. */
  fail(error: WotError): void {
    const all = [...this.#topics.values()];
    this.#topics.clear();
    for (const { listeners } of all) for (const { state } of listeners) state.fail(error);
  }

  #agreement(topic: Topic): Promise<void> {
    const covering = this.#covering(topic);
    // When the Thing refuses all of a kind, it may allow one.
    if (covering !== undefined) return this.#agreement(covering).catch(() => this.#ownAgreement(topic));
    return this.#ownAgreement(topic);
  }

  #ownAgreement(topic: Topic): Promise<void> {
    topic.agreed ??= this.#subscribe(topic);
    return topic.agreed;
  }

  async #subscribe(topic: Topic): Promise<void> {
    const correlationID = newUuid();
    topic.correlationID = correlationID;
    this.#live.set(correlationID, topic);
    try {
      await this.#wire.subscribe(topic);
    } catch (error) {
      if (topic.correlationID === correlationID) this.#forget(topic);
      throw error;
    }
    for (const each of this.#coveredBy(topic)) this.#forget(each);
  }

  #forget(topic: Topic): void {
    if (topic.correlationID !== undefined) this.#live.delete(topic.correlationID);
    topic.correlationID = undefined;
    topic.agreed = undefined;
  }

  #topicOf(message: NotificationMessage): Topic | undefined {
    const { correlationID } = message;
    if (correlationID !== undefined) return this.#live.get(correlationID);
    return [...this.#live.values()].find((topic) => topic.fits(message));
  }

  #covering(topic: Topic): Topic | undefined {
    for (const each of this.#topics.values()) if (each.covers(topic)) return each;
    return undefined;
  }

  #coveredBy(topic: Topic): readonly Topic[] {
    return topic.named.name === undefined ? [...this.#topics.values()].filter((each) => topic.covers(each)) : [];
  }

  /** True when nobody listens to the topic any more. */
  #drop(topic: Topic, listener: TopicListener): boolean {
    topic.listeners.delete(listener);
    if (topic.listeners.size > 0) return false;
    this.#topics.delete(keyOf(topic.named));
    if (topic.correlationID !== undefined) this.#live.delete(topic.correlationID);
    return true;
  }

  /** Forgets listeners that have ended. */
  #sweep(): void {
    for (const topic of this.#topics.values()) {
      for (const listener of topic.listeners) if (listener.state.isOver) this.#drop(topic, listener);
    }
  }
}
