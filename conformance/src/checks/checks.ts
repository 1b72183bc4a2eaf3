import type { Check } from "../check.js";
import { architectureChecks } from "./architecture.js";
import { coapChecks } from "./coap.js";
import { directoryChecks } from "./directory.js";
import { httpChecks } from "./http.js";
import { mqttChecks } from "./mqtt.js";
import { profileChecks } from "./profile.js";
import { propertyChecks } from "./property.js";
import { retrievalChecks } from "./retrieval.js";
import { securityChecks } from "./security.js";
import { staticChecks } from "./static.js";
import { tdChecks } from "./td.js";

const written: readonly Check[] = [
  ...tdChecks,
  ...retrievalChecks,
  ...propertyChecks,
  ...securityChecks,
  ...profileChecks,
  ...architectureChecks,
  ...directoryChecks,
  ...httpChecks,
  ...coapChecks,
  ...mqttChecks,
];

/** Every check, in the order in which they run and are reported. */
export const checks: readonly Check[] = [...written, ...staticChecks(written)];
