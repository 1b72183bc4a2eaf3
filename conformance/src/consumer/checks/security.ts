import type { ConsumerCheck } from "../consumer-subject.js";
import { keyGoesInQuery } from "./security/td-default-in-apikey.js";
import { basicGoesInHeader } from "./security/td-default-in-basic.js";
import { bearerGoesInHeader } from "./security/td-default-in-bearer.js";
import { digestGoesInHeader } from "./security/td-default-in-digest.js";
import { digestQualityIsAuth } from "./security/td-default-qop.js";
import { formDecidesOnSecurity } from "./security/td-security-overrides.js";

export const securityChecks: readonly ConsumerCheck[] = [
  keyGoesInQuery,
  basicGoesInHeader,
  bearerGoesInHeader,
  digestGoesInHeader,
  digestQualityIsAuth,
  formDecidesOnSecurity,
];
