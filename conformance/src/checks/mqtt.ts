import type { Check } from "../check.js";
import { qosIsNotExceeded } from "./mqtt/delivered-qos.js";
import { filterIsGranted } from "./mqtt/granted.js";
import { mqttChangeIsTold } from "./mqtt/notification.js";
import { pingIsAnswered } from "./mqtt/ping.js";
import { pubackAnswersPublish } from "./mqtt/puback.js";
import { propertyIsRetained } from "./mqtt/readable.js";
import { retainedIsMarked } from "./mqtt/retain-flag.js";
import { cleanSessionIsNew } from "./mqtt/session-present.js";
import { subackAnswersSubscribe } from "./mqtt/suback.js";
import { unsubscribeIsAnswered } from "./mqtt/unsubscribe.js";
import { clientIsNamed } from "./mqtt/v5-assigned-client.js";
import { contentTypeIsThatOfTheForm } from "./mqtt/v5-content-type.js";
import { subackHasReason } from "./mqtt/v5-suback.js";
import { unsubackHasReason } from "./mqtt/v5-unsuback.js";
import { mqttValueMatchesSchema } from "./mqtt/value.js";
import { mqttWrittenIsRead } from "./mqtt/write.js";

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
  mqttChangeIsTold,
  pubackAnswersPublish,
  clientIsNamed,
  contentTypeIsThatOfTheForm,
  subackHasReason,
  unsubackHasReason,
  mqttWrittenIsRead,
];
