import type { CallEnvironment } from "./call/call-options.js";
import type { PlanEnvironment } from "./plan/plan.js";
import type { Subscription } from "./subscription/subscription.js";

/** What a ConsumedThing needs from its Servient. */
export interface ConsumeEnvironment extends PlanEnvironment, CallEnvironment {
  /** All subscriptions of the Servient that have not ended. */
  readonly subscriptions: Set<Subscription>;
}
