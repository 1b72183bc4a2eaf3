import type { Check } from "../check.js";
import { acknowledgementMatches } from "./coap/acknowledgement.js";
import { blockSizeIsKept } from "./coap/block-size.js";
import { responseHasItsFormat } from "./coap/content-format.js";
import { criticalOptionIsRefused } from "./coap/critical-option.js";
import { duplicateIsAnsweredAlike } from "./coap/duplicate.js";
import { electiveOptionIsIgnored } from "./coap/elective-option.js";
import { nonConfirmableIsAnsweredSo } from "./coap/non-confirmable.js";
import { foreignFormatIsRefused } from "./coap/not-acceptable.js";
import { unknownResourceIsNotFound } from "./coap/not-found.js";
import { observationIsRegistered } from "./coap/observe.js";
import { pingIsReset } from "./coap/ping-reset.js";
import { tokenIsEchoed } from "./coap/token.js";
import { longTokenIsRejected } from "./coap/token-length.js";
import { unknownMethodIsRefused } from "./coap/unknown-method.js";
import { coapValueMatchesSchema } from "./coap/value.js";
import { unknownVersionIsIgnored } from "./coap/version.js";
import { resourcesAreListed } from "./coap/well-known-core.js";

/** What rests on CoAP's RFCs, and what a Form over CoAP promises. */
export const coapChecks: readonly Check[] = [
  coapValueMatchesSchema,
  responseHasItsFormat,
  observationIsRegistered,
  acknowledgementMatches,
  nonConfirmableIsAnsweredSo,
  tokenIsEchoed,
  duplicateIsAnsweredAlike,
  pingIsReset,
  criticalOptionIsRefused,
  electiveOptionIsIgnored,
  unknownResourceIsNotFound,
  unknownMethodIsRefused,
  foreignFormatIsRefused,
  blockSizeIsKept,
  resourcesAreListed,
  longTokenIsRejected,
  unknownVersionIsIgnored,
];
