import { noCallbacks } from "../callback-receiver.js";
import type { ClientSubprotocolFactory } from "../client-subprotocol.js";
import { subscriptionSubprotocol } from "../subscription-subprotocol.js";
import { WebhookSubscription } from "./webhook-subscription.js";

/** Subprotocol `webhook`: the Thing posts each value to an address of this client (W3C WoT Profile, HTTP Webhook). */
export const webhook: ClientSubprotocolFactory = subscriptionSubprotocol(({ callbacks }) => ({
  name: "webhook",
  accepts: true,
  defaultMethod: "POST",
  refuse: () => (callbacks === undefined ? noCallbacks : undefined),
  start: (task) => new WebhookSubscription(task, callbacks!),
}));
