import type { QoS } from "../form/form-terms.js";

/** How a filter is to be subscribed to. */
export interface SubscriptionTerms {
  readonly qos: QoS;
  /** With MQTT 5: whether the broker leaves out what it has retained (§3.8.3.1, Retain Handling 2). */
  readonly withoutRetained: boolean;
  /** With MQTT 5: the Subscription Identifier (§3.8.2.1.2); 0 for none. */
  readonly identifier: number;
}
