import type { Check } from "../check.js";
import { refusedMethodHasAllow } from "./http/allow-in-405.js";
import { etagIsRevalidated } from "./http/etag-revalidation.js";
import { foreignMethodIsRefused } from "./http/method-not-allowed.js";
import { unacceptableIsRefused } from "./http/not-acceptable.js";
import { unknownAffordanceIsNotFound } from "./http/unknown-affordance.js";
import { errorsAreProblemDetails } from "./profile/common-constraints-errors-7.js";
import { readAllAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readallproperties-5.js";
import { readAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readproperty-6.js";
import { formSpeaksItsScheme } from "./property/bindings-requirements-scheme.js";
import { formIsAccepted } from "./property/bindings-server-accept.js";
import { valueMatchesSchema } from "./property/server-data-schema.js";
import { hrefLeadsSomewhere } from "./property/server-uri-template.js";
import { answerHasContentType } from "./property/td-expectedResponse-contentType.js";
import { refusalHasChallenge } from "./retrieval/exploration-secboot-401.js";
import { descriptionAnswersHead } from "./retrieval/exploration-server-http-head.js";
import { descriptionComesWith200 } from "./retrieval/exploration-server-http-resp.js";
import { descriptionHasContentType } from "./retrieval/exploration-server-http-resp-content-type.js";
import { addressGivesDescription } from "./retrieval/introduction-direct-thing-description.js";
import { wellKnownIsDescription } from "./retrieval/introduction-well-known-thing-description.js";
import { openFormIsOpen } from "./security/td-security-binding.js";
import { closedFormIsClosed } from "./security/td-security-no-extras.js";
import { tdIsJson } from "./td/td-json-open.js";
import { tdHasNoByteOrderMark } from "./td/td-json-open_no-byte-order.js";
import { tdIsUtf8 } from "./td/td-json-open_utf-8.js";
import { tdIsValid } from "./td/td-processor.js";
import { observableHasForms } from "./td/td-vocab-observable--PropertyAffordance.js";

/** Every check, in the order in which they run and are reported. */
export const checks: readonly Check[] = [
  tdIsJson,
  tdHasNoByteOrderMark,
  tdIsUtf8,
  tdIsValid,
  observableHasForms,
  refusalHasChallenge,
  descriptionAnswersHead,
  descriptionHasContentType,
  descriptionComesWith200,
  addressGivesDescription,
  wellKnownIsDescription,
  formSpeaksItsScheme,
  formIsAccepted,
  valueMatchesSchema,
  hrefLeadsSomewhere,
  answerHasContentType,
  openFormIsOpen,
  closedFormIsClosed,
  errorsAreProblemDetails,
  readAllAnswersAsProfiled,
  readAnswersAsProfiled,
  refusedMethodHasAllow,
  etagIsRevalidated,
  foreignMethodIsRefused,
  unacceptableIsRefused,
  unknownAffordanceIsNotFound,
];
