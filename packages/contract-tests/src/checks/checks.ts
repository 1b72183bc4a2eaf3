import type { Check } from "../check.js";
import { actionChecks } from "./action.js";
import { asyncActionChecks } from "./async-action.js";
import { concurrencyChecks } from "./concurrency.js";
import { credentialsChecks } from "./credentials.js";
import { deadlineChecks } from "./deadline.js";
import { eventChecks } from "./event.js";
import { lifeCycleChecks } from "./life-cycle.js";
import { limitChecks } from "./limit.js";
import { manifestChecks } from "./manifest.js";
import { observeChecks } from "./observe.js";
import { prepareChecks } from "./prepare.js";
import { propertyChecks } from "./property.js";
import { refusalChecks } from "./refusal.js";
import { stopChecks } from "./stop.js";
import { thingChecks } from "./thing.js";

/** All checks of the contract, in the order in which a new binding is best built. */
export const checks: readonly Check[] = [
  ...manifestChecks,
  ...prepareChecks,
  ...propertyChecks,
  ...actionChecks,
  ...refusalChecks,
  ...observeChecks,
  ...eventChecks,
  ...lifeCycleChecks,
  ...stopChecks,
  ...deadlineChecks,
  ...limitChecks,
  ...concurrencyChecks,
  ...asyncActionChecks,
  ...thingChecks,
  ...credentialsChecks,
];
