import type { CallEnvironment } from "./call.js";
import type { PlanEnvironment } from "./plan.js";

/** What a ConsumedThing needs from its Servient. */
export interface ConsumeEnvironment extends PlanEnvironment, CallEnvironment {}
