import type { Check } from "../check.js";
import { actionChecks } from "./action.js";
import { eventChecks } from "./event.js";
import { observeChecks } from "./observe.js";
import { propertyChecks } from "./property.js";

/** All checks of the contract, in the order in which a new binding is best built. */
export const checks: readonly Check[] = [...propertyChecks, ...actionChecks, ...observeChecks, ...eventChecks];
