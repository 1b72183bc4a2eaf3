import type { Check } from "../check.js";
import { methodIsOfItsProtocol } from "./architecture/arch-op-request-method.js";
import { extensionTypesAreLowercase } from "./architecture/arch-rel-type-lowercase.js";
import { structuredDataHasSchema } from "./architecture/arch-schema.js";
import { oldTlsIsRefused } from "./architecture/arch-security-consideration-no-earlier-tls-or-dtls.js";
import { newTlsIsSpoken } from "./architecture/arch-security-consideration-tls-1-3.js";
import { publicThingIsSecured } from "./architecture/arch-security-consideration-tls-mandatory-pub.js";
import { privateThingIsSecured } from "./architecture/arch-security-consideration-tls-recommended-priv.js";

export const architectureChecks: readonly Check[] = [
  extensionTypesAreLowercase,
  methodIsOfItsProtocol,
  structuredDataHasSchema,
  publicThingIsSecured,
  privateThingIsSecured,
  newTlsIsSpoken,
  oldTlsIsRefused,
];
