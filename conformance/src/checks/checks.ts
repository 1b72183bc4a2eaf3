import type { Check } from "../check.js";
import { httpChecks } from "./http.js";
import { profileChecks } from "./profile.js";
import { propertyChecks } from "./property.js";
import { retrievalChecks } from "./retrieval.js";
import { securityChecks } from "./security.js";
import { staticChecks } from "./static.js";
import { tdChecks } from "./td.js";

/** Every check, in the order in which they run and are reported. */
export const checks: readonly Check[] = [
  ...tdChecks,
  ...staticChecks,
  ...retrievalChecks,
  ...propertyChecks,
  ...securityChecks,
  ...profileChecks,
  ...httpChecks,
];
