import type { Check } from "../check.js";
import { refusedMethodHasAllow } from "./http/allow-in-405.js";
import { contentIsInItsCoding } from "./http/content-coding.js";
import { etagIsRevalidated } from "./http/etag-revalidation.js";
import { invalidValueIsNotTaken } from "./http/invalid-value.js";
import { longPollAnswersWithChange } from "./http/longpoll.js";
import { malformedBodyIsRefused } from "./http/malformed-body.js";
import { foreignMethodIsRefused } from "./http/method-not-allowed.js";
import { unacceptableIsRefused } from "./http/not-acceptable.js";
import { unknownAffordanceIsNotFound } from "./http/unknown-affordance.js";
import { unknownTypeIsRefused } from "./http/unsupported-type.js";
import { variablesAreServed } from "./http/uri-variables.js";

export const httpChecks: readonly Check[] = [
  refusedMethodHasAllow,
  etagIsRevalidated,
  foreignMethodIsRefused,
  unacceptableIsRefused,
  unknownAffordanceIsNotFound,
  longPollAnswersWithChange,
  invalidValueIsNotTaken,
  contentIsInItsCoding,
  variablesAreServed,
  malformedBodyIsRefused,
  unknownTypeIsRefused,
];
