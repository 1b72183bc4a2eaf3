import type { Content } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";
import type { HttpClientSettings } from "./client-options.js";
import type { Deadline } from "./deadline.js";
import type { Use } from "./request-plan.js";
import type { Requester } from "./requester.js";
import type { SubscriptionState } from "./subscription-state.js";
import type { Transport } from "./transport.js";

/** What a subscription works with, however it is carried. */
export interface SubscriptionTask {
  readonly thing: ThingDescription;
  readonly requester: Requester;
  readonly transport: Transport;
  readonly settings: HttpClientSettings;
  /** What the Form's event wants to know of a subscriber (`subscription`); `undefined` for nothing. */
  readonly content: Content | undefined;
  readonly use: Use;
  /** Its timeout is met when the subscription is established; its signal counts as long as it lives. */
  readonly deadline: Deadline;
  readonly state: SubscriptionState;
  /** Media type of what is delivered. */
  readonly contentType: string;
  /** Whether several affordances are subscribed to, so that each value is delivered as an object with its name. */
  readonly isOfAll: boolean;
  /** Milliseconds for an attempt to get the subscription back. */
  readonly timeoutMs: number;
}
