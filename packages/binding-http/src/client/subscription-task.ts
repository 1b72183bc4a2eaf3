import type { HttpClientSettings } from "./client-options.js";
import type { Deadline } from "./deadline.js";
import type { Requester, Use } from "./requester.js";
import type { SubscriptionState } from "./subscription-state.js";
import type { Transport } from "./transport.js";

/** What a subscription works with, however it is carried. */
export interface SubscriptionTask {
  readonly requester: Requester;
  readonly transport: Transport;
  readonly settings: HttpClientSettings;
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
