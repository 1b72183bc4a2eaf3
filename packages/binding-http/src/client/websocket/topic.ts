import type { Operation } from "@thingwright/td";
import type { NotificationMessage } from "../../websocket/message.js";
import type { SubscriptionState } from "../subscription-state.js";

/** What a Thing is subscribed to: one affordance, or all of a kind. */
export interface TopicName {
  readonly thingID: string;
  readonly operation: SubscribingOperation;
  /** Of the affordance; `undefined` for all. */
  readonly name: string | undefined;
}

export type SubscribingOperation = "observeproperty" | "observeallproperties" | "subscribeevent" | "subscribeallevents";

/** Somebody who wants to hear of a topic. */
export interface TopicListener {
  readonly state: SubscriptionState;
  receive(message: NotificationMessage): void;
}

const unsubscribing: { readonly [O in SubscribingOperation]: Operation } = {
  observeproperty: "unobserveproperty",
  observeallproperties: "unobserveallproperties",
  subscribeevent: "unsubscribeevent",
  subscribeallevents: "unsubscribeallevents",
};

/** One topic of one line, however many listen to it here. */
export class Topic {
  readonly named: TopicName;
  /** Milliseconds for the Thing to agree. */
  readonly timeoutMs: number;
  readonly listeners = new Set<TopicListener>();
  /** Of the subscription that the Thing holds; `undefined` when it holds none. */
  correlationID: string | undefined;
  /** `messageID` of the last notification, for what is missed in between. */
  lastNotificationID: string | undefined;
  /** Settles when the Thing has answered; `undefined` when nobody has asked. */
  agreed: Promise<void> | undefined;

  constructor(named: TopicName, timeoutMs: number) {
    this.named = named;
    this.timeoutMs = timeoutMs;
  }

  get undo(): Operation {
    return unsubscribing[this.named.operation];
  }

  /** Whether it is about properties rather than events. */
  get isOfProperties(): boolean {
    return isOfProperties(this.named.operation);
  }

  /** Whether this topic includes what `other` is about. */
  covers(other: Topic): boolean {
    return (
      this.named.name === undefined &&
      other.named.name !== undefined &&
      this.named.thingID === other.named.thingID &&
      this.isOfProperties === other.isOfProperties
    );
  }

  /** Whether a notification that says nothing of its subscription can be this topic's. */
  fits({ thingID, operation, name }: NotificationMessage): boolean {
    return (
      this.named.thingID === thingID &&
      this.isOfProperties === isOfProperties(operation) &&
      (this.named.name === undefined || this.named.name === name)
    );
  }
}

const isOfProperties = (operation: string): boolean => operation.startsWith("observe");

export const keyOf = ({ thingID, operation, name }: TopicName): string => JSON.stringify([thingID, operation, name]);
