import type { ClientSubprotocolFactory } from "./client-subprotocol.js";
import { EventStreamSubscription } from "./event-stream-subscription.js";
import { subscriptionSubprotocol } from "./subscription-subprotocol.js";

/** Subprotocol `sse`: server-sent events (WHATWG HTML §9.2). */
export const sse: ClientSubprotocolFactory = subscriptionSubprotocol(() => ({
  name: "sse",
  accepts: false,
  start: (task) => new EventStreamSubscription(task),
}));
