import type { Check } from "../check.js";
import { failureHasErrorStatus } from "./profile/common-constraints-errors-1.js";
import { errorsHaveAdvisedStatus } from "./profile/common-constraints-errors-2.js";
import { nothingHasMultipleChoices } from "./profile/common-constraints-errors-4.js";
import { errorsAreProblemDetails } from "./profile/common-constraints-errors-7.js";
import { usesProfiledScheme } from "./profile/common-constraints-security-1.js";
import { schemesAreAlternatives } from "./profile/common-constraints-security-4.js";
import { refusalLeadsToItsScheme } from "./profile/common-constraints-security-7.js";
import { basicIsInHeader } from "./profile/common-constraints-security-basic-in.js";
import { basicIsInAuthorization } from "./profile/common-constraints-security-basic-name.js";
import { basicIsInProxyAuthorization } from "./profile/common-constraints-security-basic-proxy.js";
import { cancellingIsAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-cancelaction-5.js";
import { actionHasAResponse } from "./profile/http-basic-profile-protocol-binding-invokeaction-6.js";
import { synchronousActionIsAnsweredAtOnce } from "./profile/http-basic-profile-protocol-binding-invokeaction-7.js";
import { asynchronousActionIsAnsweredBefore } from "./profile/http-basic-profile-protocol-binding-invokeaction-8.js";
import { actionStatusIsComplete } from "./profile/http-basic-profile-protocol-binding-invokeaction-15.js";
import { actionStateIsKnown } from "./profile/http-basic-profile-protocol-binding-invokeaction-16.js";
import { outputInStatusMatchesSchema } from "./profile/http-basic-profile-protocol-binding-invokeaction-17.js";
import { errorInStatusIsProblemDetails } from "./profile/http-basic-profile-protocol-binding-invokeaction-18.js";
import { statusHrefIsHttp } from "./profile/http-basic-profile-protocol-binding-invokeaction-19.js";
import { outputComesAsJson } from "./profile/http-basic-profile-protocol-binding-invokeaction-20.js";
import { nothingComesWithoutOutput } from "./profile/http-basic-profile-protocol-binding-invokeaction-20a.js";
import { asynchronousResponseHasLocation } from "./profile/http-basic-profile-protocol-binding-invokeaction-21.js";
import { actionSaysWhenItIsAnswered } from "./profile/http-basic-profile-protocol-binding-invokeaction-24.js";
import { asynchronousActionCanBeQueried } from "./profile/http-basic-profile-protocol-binding-queryaction-1a.js";
import { queryIsAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-queryaction-5.js";
import { allActionsAreAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-queryallactions-6a.js";
import { latestActionComesFirst } from "./profile/http-basic-profile-protocol-binding-queryallactions-6b.js";
import { readAllAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readallproperties-5.js";
import { readAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readproperty-6.js";
import { writeMultipleAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-writemultipleproperties-6.js";
import { writeAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-writeproperty-6.js";
import { streamOfAllPropertiesStaysOpen } from "./profile/http-sse-profile-protocol-binding-observeallproperties-4.js";
import { changeOfAllPropertiesIsPushed } from "./profile/http-sse-profile-protocol-binding-observeallproperties-5a.js";
import { messagesOfAllPropertiesAreNamed } from "./profile/http-sse-profile-protocol-binding-observeallproperties-5b.js";
import { messagesOfAllPropertiesMatchTheirSchema } from "./profile/http-sse-profile-protocol-binding-observeallproperties-5c.js";
import { messagesOfAllPropertiesHaveIds } from "./profile/http-sse-profile-protocol-binding-observeallproperties-5d.js";
import { messagesOfAllPropertiesHaveTimesAsIds } from "./profile/http-sse-profile-protocol-binding-observeallproperties-5e.js";
import { missedOfAllPropertiesComesAfterAll } from "./profile/http-sse-profile-protocol-binding-observeallproperties-6b.js";
import { streamOfPropertyStaysOpen } from "./profile/http-sse-profile-protocol-binding-observeproperty-4.js";
import { changeOfPropertyIsPushed } from "./profile/http-sse-profile-protocol-binding-observeproperty-5a.js";
import { messagesOfPropertyAreNamed } from "./profile/http-sse-profile-protocol-binding-observeproperty-5b.js";
import { messagesOfPropertyHaveIds } from "./profile/http-sse-profile-protocol-binding-observeproperty-5c.js";
import { messagesOfPropertyHaveTimesAsIds } from "./profile/http-sse-profile-protocol-binding-observeproperty-5d.js";
import { missedOfPropertyComesAfterAll } from "./profile/http-sse-profile-protocol-binding-observeproperty-6b.js";
import { streamOfAllEventsStaysOpen } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-3.js";
import { messagesOfAllEventsAreNamed } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-4b.js";
import { messagesOfAllEventsMatchTheirSchema } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-4c.js";
import { messagesOfAllEventsHaveIds } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-4d.js";
import { messagesOfAllEventsHaveTimesAsIds } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-4e.js";
import { streamOfAllEventsGoesOn } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-5b.js";
import { streamOfEventStaysOpen } from "./profile/http-sse-profile-protocol-binding-subscribeevent-5.js";
import { messagesOfEventAreNamed } from "./profile/http-sse-profile-protocol-binding-subscribeevent-6b.js";
import { messagesOfEventMatchTheirSchema } from "./profile/http-sse-profile-protocol-binding-subscribeevent-6c.js";
import { messagesOfEventHaveIds } from "./profile/http-sse-profile-protocol-binding-subscribeevent-6d.js";
import { messagesOfEventHaveTimesAsIds } from "./profile/http-sse-profile-protocol-binding-subscribeevent-6e.js";
import { streamOfEventGoesOn } from "./profile/http-sse-profile-protocol-binding-subscribeevent-7b.js";
import { subscriptionToAllPropertiesIsRegistered } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-4.js";
import { webhookOfAllPropertiesIsCalled } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-5.js";
import { subscriptionToPropertyIsRegistered } from "./profile/http-webhook-profile-protocol-binding-observeproperty-5.js";
import { webhookOfPropertyIsCalled } from "./profile/http-webhook-profile-protocol-binding-observeproperty-6.js";
import { subscriptionToAllEventsIsRegistered } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-4.js";
import { callOfAllEventsWithoutDataIsEmpty } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-5.5.js";
import { webhookOfAllEventsIsCalled } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-5.js";
import { subscriptionToEventIsRegistered } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-5.js";
import { callOfEventWithoutDataIsEmpty } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-6.5.js";
import { webhookOfEventIsCalled } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-6.js";
import { subscriptionToAllPropertiesIsCancelled } from "./profile/http-webhook-profile-protocol-binding-unobserveallproperties-2.js";
import { subscriptionToPropertyIsCancelled } from "./profile/http-webhook-profile-protocol-binding-unobserveproperty-2.js";
import { subscriptionToAllEventsIsCancelled } from "./profile/http-webhook-profile-protocol-binding-unsubscribeallevents-2.js";
import { subscriptionToEventIsCancelled } from "./profile/http-webhook-profile-protocol-binding-unsubscribeevent-2.js";

export const profileChecks: readonly Check[] = [
  errorsAreProblemDetails,
  readAllAnswersAsProfiled,
  readAnswersAsProfiled,
  actionHasAResponse,
  synchronousActionIsAnsweredAtOnce,
  asynchronousActionIsAnsweredBefore,
  outputComesAsJson,
  nothingComesWithoutOutput,
  asynchronousResponseHasLocation,
  actionStatusIsComplete,
  actionStateIsKnown,
  outputInStatusMatchesSchema,
  errorInStatusIsProblemDetails,
  statusHrefIsHttp,
  asynchronousActionCanBeQueried,
  queryIsAnsweredAsProfiled,
  cancellingIsAnsweredAsProfiled,
  allActionsAreAnsweredAsProfiled,
  latestActionComesFirst,
  streamOfPropertyStaysOpen,
  messagesOfPropertyAreNamed,
  messagesOfPropertyHaveIds,
  messagesOfPropertyHaveTimesAsIds,
  streamOfAllPropertiesStaysOpen,
  messagesOfAllPropertiesAreNamed,
  messagesOfAllPropertiesMatchTheirSchema,
  messagesOfAllPropertiesHaveIds,
  messagesOfAllPropertiesHaveTimesAsIds,
  streamOfEventStaysOpen,
  messagesOfEventAreNamed,
  messagesOfEventMatchTheirSchema,
  messagesOfEventHaveIds,
  messagesOfEventHaveTimesAsIds,
  streamOfAllEventsStaysOpen,
  messagesOfAllEventsAreNamed,
  messagesOfAllEventsMatchTheirSchema,
  messagesOfAllEventsHaveIds,
  messagesOfAllEventsHaveTimesAsIds,
  basicIsInHeader,
  basicIsInAuthorization,
  basicIsInProxyAuthorization,
  actionSaysWhenItIsAnswered,
  streamOfAllEventsGoesOn,
  changeOfPropertyIsPushed,
  nothingHasMultipleChoices,
  failureHasErrorStatus,
  writeAnswersAsProfiled,
  missedOfPropertyComesAfterAll,
  missedOfAllPropertiesComesAfterAll,
  schemesAreAlternatives,
  errorsHaveAdvisedStatus,
  changeOfAllPropertiesIsPushed,
  writeMultipleAnswersAsProfiled,
  refusalLeadsToItsScheme,
  streamOfEventGoesOn,
  usesProfiledScheme,
  subscriptionToPropertyIsRegistered,
  webhookOfPropertyIsCalled,
  subscriptionToPropertyIsCancelled,
  subscriptionToAllPropertiesIsRegistered,
  webhookOfAllPropertiesIsCalled,
  subscriptionToAllPropertiesIsCancelled,
  subscriptionToEventIsRegistered,
  webhookOfEventIsCalled,
  callOfEventWithoutDataIsEmpty,
  subscriptionToEventIsCancelled,
  subscriptionToAllEventsIsRegistered,
  webhookOfAllEventsIsCalled,
  callOfAllEventsWithoutDataIsEmpty,
  subscriptionToAllEventsIsCancelled,
];
