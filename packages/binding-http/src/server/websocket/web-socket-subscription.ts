import type { WotError } from "@thingwright/errors";
import { encodeMessage } from "../../websocket/encode-message.js";
import type { MessageHead, RequestMessage } from "../../websocket/message.js";
import { jsonTypeOf } from "../requests/content-choice.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { InboundSubscription } from "../subscriptions/inbound-subscription.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";
import { jsonPayload } from "./json-payload.js";
import type { MessageChannel } from "./message-channel.js";

/**
 * A subscription of one affordance by notifications on a WebSocket.
 *
 * A reader that is slower than its source never fills the memory: of a property it gets the newest value as soon as it
 * has caught up; for an event that it would miss, its connection is closed with 1013 (Try Again Later).
 */
export class WebSocketSubscription extends InboundSubscription {
  readonly #channel: MessageChannel;
  readonly #message: RequestMessage;
  readonly #onOver: (subscription: WebSocketSubscription) => void;
  /** What came before the response to the request was sent; `undefined` from then on. */
  #held: RecordedEmission[] | undefined = [];
  /** Newest value that a slow reader has not got yet. */
  #newest: RecordedEmission | undefined;

  /** @param onOver - told once when it has ended, whoever ended it */
  constructor(
    channel: MessageChannel,
    source: EmissionSource,
    message: RequestMessage,
    onOver: (subscription: WebSocketSubscription) => void,
  ) {
    const { context, client } = channel;
    super({ context, client, request: channel.inbound({ accept: acceptOf(source) }) }, source);
    this.#channel = channel;
    this.#message = message;
    this.#onOver = onOver;
  }

  get isOver(): boolean {
    return this.isReleased;
  }

  protected override established(early: readonly RecordedEmission[]): void {
    const { lastNotificationID } = this.#message;
    const missed = lastNotificationID === undefined ? [] : this.feed.sinceNotification(lastNotificationID);
    this.#held?.push(...(missed.length > 0 ? missed : early));
  }

  /** The response has been sent: notifications follow it. */
  begin(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const recorded of held) if (!this.isReleased) this.#send(recorded);
  }

  override emitted(recorded: RecordedEmission): void {
    if (this.#held === undefined) this.#send(recorded);
    else if (this.#held.length < this.context.limits.maxReplayedEmissions) this.#held.push(recorded);
    else if (this.source.conflates) this.#held = [recorded];
    else this.#channel.closeSlow();
  }

  #send(recorded: RecordedEmission): void {
    if (!this.#channel.isSlow) this.#channel.send(this.#textOf(recorded));
    else if (this.source.conflates) this.#newest = recorded;
    else this.#channel.closeSlow();
  }

  drained(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest !== undefined) this.#send(newest);
  }

  #textOf(recorded: RecordedEmission): string {
    const { content, time } = recorded.emission;
    const head: MessageHead = { ...this.#head, messageID: recorded.notificationId, messageType: "notification" };
    const payload = jsonPayload(this.source.conflates ? "value" : "data", content);
    return encodeMessage({ ...head, name: this.source.name, timestamp: new Date(time).toISOString() }, payload);
  }

  get #head(): Omit<MessageHead, "messageID" | "messageType"> {
    const { thingID, operation, correlationID } = this.#message;
    return correlationID === undefined ? { thingID, operation } : { thingID, operation, correlationID };
  }

  /** Ended by the Consumer, or by a later subscription. */
  end(): void {
    this.release();
    this.#onOver(this);
  }

  /** Its Consumer may come back. */
  connectionLost(): void {
    this.release(this.#held === undefined);
    this.#onOver(this);
  }

  /** The draft has no word for an observation that fails later: an error response, once more, is the nearest. */
  override error(error: WotError): void {
    if (this.isReleased) return;
    this.end();
    const { source } = this;
    this.#channel.sendError({ ...this.#head, ...(source.name === undefined ? {} : { name: source.name }) }, error);
  }

  /** The Thing goes, and the connection with it. */
  override complete(): void {
    this.end();
  }

  /** Pings keep the connection open. */
  override beat(): void {}
}

/** The content type to subscribe with; `undefined` for the source's first. */
function acceptOf({ contentTypes }: EmissionSource): string | undefined {
  const contentType = jsonTypeOf(contentTypes);
  return contentType === contentTypes[0] ? undefined : contentType;
}
