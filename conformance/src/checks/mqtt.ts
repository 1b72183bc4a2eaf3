import type { Check } from "../check.js";
import { qosIsNotExceeded } from "./mqtt/delivered-qos.js";
import { filterIsGranted } from "./mqtt/granted.js";
import { pingIsAnswered } from "./mqtt/ping.js";
import { propertyIsRetained } from "./mqtt/readable.js";
import { retainedIsMarked } from "./mqtt/retain-flag.js";
import { cleanSessionIsNew } from "./mqtt/session-present.js";
import { subackAnswersSubscribe } from "./mqtt/suback.js";
import { unsubscribeIsAnswered } from "./mqtt/unsubscribe.js";
import { mqttValueMatchesSchema } from "./mqtt/value.js";

/** What a Form over MQTT promises, and what MQTT demands of the broker that carries it. */
export const mqttChecks: readonly Check[] = [
  propertyIsRetained,
  mqttValueMatchesSchema,
  filterIsGranted,
  subackAnswersSubscribe,
  retainedIsMarked,
  qosIsNotExceeded,
  cleanSessionIsNew,
  pingIsAnswered,
  unsubscribeIsAnswered,
];
