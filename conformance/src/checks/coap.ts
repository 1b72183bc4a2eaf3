import type { Check } from "../check.js";
import { acknowledgementMatches } from "./coap/acknowledgement.js";
import { blockSizeIsKept } from "./coap/block-size.js";
import { blocksAreTaken } from "./coap/block1.js";
import { responseHasItsFormat } from "./coap/content-format.js";
import { criticalOptionIsRefused } from "./coap/critical-option.js";
import { observationEndsByObserve1 } from "./coap/deregistration.js";
import { duplicateIsAnsweredAlike } from "./coap/duplicate.js";
import { duplicateHasNoEffect } from "./coap/duplicate-write.js";
import { electiveOptionIsIgnored } from "./coap/elective-option.js";
import { etagIsValid } from "./coap/etag.js";
import { coapInvalidValueIsNotTaken } from "./coap/invalid-value.js";
import { nonConfirmableIsAnsweredSo } from "./coap/non-confirmable.js";
import { foreignFormatIsRefused } from "./coap/not-acceptable.js";
import { unknownResourceIsNotFound } from "./coap/not-found.js";
import { changeIsNotified } from "./coap/notification.js";
import { notificationsKeepTheirFormat } from "./coap/notification-format.js";
import { notificationsAreNumbered } from "./coap/notification-order.js";
import { observationEndsByReset } from "./coap/notification-reset.js";
import { notificationsHaveTheToken } from "./coap/notification-token.js";
import { observationIsRegistered } from "./coap/observe.js";
import { pingIsReset } from "./coap/ping-reset.js";
import { readOnlyIsNotWritten } from "./coap/read-only.js";
import { tokenIsEchoed } from "./coap/token.js";
import { longTokenIsRejected } from "./coap/token-length.js";
import { unknownMethodIsRefused } from "./coap/unknown-method.js";
import { unknownFormatIsRefused } from "./coap/unsupported-format.js";
import { coapValueMatchesSchema } from "./coap/value.js";
import { unknownVersionIsIgnored } from "./coap/version.js";
import { resourcesAreListed } from "./coap/well-known-core.js";
import { coapWrittenIsRead } from "./coap/write.js";
import { writeIsAnsweredChanged } from "./coap/write-code.js";

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
  blocksAreTaken,
  observationEndsByObserve1,
  duplicateHasNoEffect,
  etagIsValid,
  coapInvalidValueIsNotTaken,
  notificationsKeepTheirFormat,
  notificationsAreNumbered,
  observationEndsByReset,
  notificationsHaveTheToken,
  changeIsNotified,
  readOnlyIsNotWritten,
  unknownFormatIsRefused,
  writeIsAnsweredChanged,
  coapWrittenIsRead,
];
