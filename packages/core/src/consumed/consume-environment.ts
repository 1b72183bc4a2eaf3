import type { CallEnvironment } from "./call.js";
import type { PlanEnvironment } from "./plan.js";
import type { Subscription } from "./subscription.js";

/** What a ConsumedThing needs from its Servient. */
export interface ConsumeEnvironment extends PlanEnvironment, CallEnvironment {
  /** All subscriptions of the Servient that have not ended. */
  readonly subscriptions: Set<Subscription>;
}
