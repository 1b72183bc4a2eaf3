import type { ConsumerCheck } from "../consumer-subject.js";
import { coapChecks } from "./coap.js";
import { httpChecks } from "./http.js";
import { profileChecks } from "./profile.js";
import { propertyChecks } from "./property.js";
import { scriptingChecks } from "./scripting.js";
import { securityChecks } from "./security.js";
import { tdChecks } from "./td.js";

/** Every check of a client, in the order in which they run and are reported. */
export const consumerChecks: readonly ConsumerCheck[] = [
  ...tdChecks,
  ...propertyChecks,
  ...securityChecks,
  ...profileChecks,
  ...httpChecks,
  ...coapChecks,
  ...scriptingChecks,
];
