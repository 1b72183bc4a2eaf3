import { noCallbacks } from "../callback-receiver.js";
import type { ClientSubprotocolFactory } from "../client-subprotocol.js";
import { subscriptionSubprotocol } from "../subscription-subprotocol.js";
import { WebSubSubscription } from "./web-sub-subscription.js";

/** Subprotocol `websub`: a hub posts each value to an address of this client (W3C WebSub). */
export const webSub: ClientSubprotocolFactory = subscriptionSubprotocol(({ callbacks }) => ({
  name: "websub",
  accepts: true,
  refuse: ({ operation }) => {
    if (callbacks === undefined) return noCallbacks;
    return operation.includes("all") ? "a WebSub hub does not say which affordance a value is of" : undefined;
  },
  start: (task) => new WebSubSubscription(task, callbacks!),
}));
