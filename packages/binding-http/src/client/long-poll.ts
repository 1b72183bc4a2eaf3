import type { ClientSubprotocolFactory } from "./client-subprotocol.js";
import { LongPollSubscription } from "./long-poll-subscription.js";
import { subscriptionSubprotocol } from "./subscription-subprotocol.js";

/** Subprotocol `longpoll`: a request for each value. */
export const longPoll: ClientSubprotocolFactory = subscriptionSubprotocol(() => ({
  name: "longpoll",
  accepts: true,
  start: (task) => new LongPollSubscription(task),
}));
