import type { HostedAction, HostedProperty, HostedThing, MaybePromise } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { JsonMember } from "../../websocket/encode-message.js";
import type { RequestMessage } from "../../websocket/message.js";
import { requireJsonType } from "./json-payload.js";
import type { MessageChannel } from "./message-channel.js";
import type { MessageSubscriptions } from "./message-subscriptions.js";
import type { WebSocketSubscription } from "./web-socket-subscription.js";

/** What an operation puts into its response, beside what every response has. */
export interface MessageResult {
  readonly members?: Readonly<Record<string, unknown>>;
  readonly payload?: JsonMember | undefined;
  /** Subscriptions that may speak once the response has been sent. */
  readonly begun?: readonly WebSocketSubscription[];
}

/** The connection that a request came on. */
export interface MessageContext extends MessageChannel {
  readonly subscriptions: MessageSubscriptions;
}

/** Carries out a request. Fails as the Thing does. */
export type MessageOperation = (connection: MessageContext, message: RequestMessage) => MaybePromise<MessageResult>;

/** The property that a message names. */
export const propertyOf = ({ thing }: MessageContext, { name = "" }: RequestMessage): HostedProperty =>
  thing.properties.get(name) ?? unknown("property");

/** The action that a message names. */
export const actionOf = ({ thing }: MessageContext, name = ""): HostedAction =>
  thing.actions.get(name) ?? unknown("action");

/** The content type to ask for; `undefined` for the first. */
export function acceptOf(affordance: Pick<HostedThing, "contentTypes">): string | undefined {
  const contentType = requireJsonType(affordance);
  return contentType === affordance.contentTypes[0] ? undefined : contentType;
}

/** Fails: the message names what the Thing does not have. */
export function unknown(kind: string): never {
  throw new RequestError("WOT_NOT_FOUND", `the Thing has no ${kind} of this name`);
}
