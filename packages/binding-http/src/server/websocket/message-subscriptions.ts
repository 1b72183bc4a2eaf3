import { andThen, type MaybePromise } from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import type { RequestMessage } from "../../websocket/message.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { MessageChannel } from "./message-channel.js";
import { WebSocketSubscription } from "./web-socket-subscription.js";

/**
 * The subscriptions of one connection: one for each affordance at most, as the draft has it. A later one takes the place
 * of an earlier one, whether they came by name or with all others.
 */
export class MessageSubscriptions {
  readonly #channel: MessageChannel;
  /** By path of the source. */
  readonly #standing = new Map<string, WebSocketSubscription>();
  /** Those too that do not stand yet. */
  readonly #all = new Set<WebSocketSubscription>();

  constructor(channel: MessageChannel) {
    this.#channel = channel;
  }

  /** Subscribes to `source`. Nothing is sent before `begin` of the result. */
  open(source: EmissionSource, message: RequestMessage): MaybePromise<WebSocketSubscription> {
    const subscription = new WebSocketSubscription(this.#channel, source, message, this.#forget);
    this.#all.add(subscription);
    return andThen(subscription.open(), () => {
      this.#standing.get(source.path)?.end();
      if (!subscription.isOver) this.#standing.set(source.path, subscription);
      return subscription;
    });
  }

  /**
   * Subscribes to all of `sources` that can be subscribed to by this Consumer.
   *
   * @throws {WotError} the first failure when that leaves none; WOT_TOO_MANY when there is no room for all of them
   */
  async openAll(
    sources: readonly EmissionSource[],
    message: RequestMessage,
  ): Promise<readonly WebSocketSubscription[]> {
    const outcomes = await Promise.allSettled(sources.map(async (source) => this.open(source, message)));
    const opened = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    const noRoom = reasons.find((reason) => isWotError(reason) && reason.code === "WOT_TOO_MANY");
    if (noRoom === undefined && (opened.length > 0 || reasons.length === 0)) return opened;
    for (const subscription of opened) subscription.end();
    throw noRoom ?? reasons[0];
  }

  /** Ends the subscription to the source at `path`, if there is one. */
  close(path: string): void {
    this.#standing.get(path)?.end();
  }

  /** The reader has caught up: what was held back for it can go. */
  drained(): void {
    for (const subscription of this.#standing.values()) subscription.drained();
  }

  /** The connection is gone; its Consumer may come back. */
  connectionLost(): void {
    for (const subscription of [...this.#all]) subscription.connectionLost();
  }

  readonly #forget = (subscription: WebSocketSubscription): void => {
    this.#all.delete(subscription);
    const { path } = subscription.source;
    if (this.#standing.get(path) === subscription) this.#standing.delete(path);
  };
}
