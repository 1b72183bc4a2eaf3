import type { ConsumerCheck } from "../consumer-subject.js";
import { otherErrorIsAnError } from "./profile/common-constraints-errors-6.js";
import { schemesOfProfileAreKnown } from "./profile/common-constraints-security-2.js";
import { statusAddressOfCancelaction } from "./profile/http-basic-profile-protocol-binding-cancelaction-2.js";
import { statusRequestForCancelaction } from "./profile/http-basic-profile-protocol-binding-cancelaction-3.js";
import { basicFormForInvokeaction } from "./profile/http-basic-profile-protocol-binding-invokeaction-1.js";
import { basicAddressOfInvokeaction } from "./profile/http-basic-profile-protocol-binding-invokeaction-3.js";
import { basicRequestForInvokeaction } from "./profile/http-basic-profile-protocol-binding-invokeaction-4.js";
import { noInputNoBody } from "./profile/http-basic-profile-protocol-binding-invokeaction-5.js";
import { everyActionResponseIsTaken } from "./profile/http-basic-profile-protocol-binding-invokeaction-13.js";
import { statusAddressOfQueryaction } from "./profile/http-basic-profile-protocol-binding-queryaction-2.js";
import { statusRequestForQueryaction } from "./profile/http-basic-profile-protocol-binding-queryaction-3.js";
import { basicFormForQueryallactions } from "./profile/http-basic-profile-protocol-binding-queryallactions-1.js";
import { basicAddressOfQueryallactions } from "./profile/http-basic-profile-protocol-binding-queryallactions-3.js";
import { basicRequestForQueryallactions } from "./profile/http-basic-profile-protocol-binding-queryallactions-4.js";
import { basicFormForReadallproperties } from "./profile/http-basic-profile-protocol-binding-readallproperties-1.js";
import { basicAddressOfReadallproperties } from "./profile/http-basic-profile-protocol-binding-readallproperties-3.js";
import { basicRequestForReadallproperties } from "./profile/http-basic-profile-protocol-binding-readallproperties-4.js";
import { basicFormForReadproperty } from "./profile/http-basic-profile-protocol-binding-readproperty-1.js";
import { basicAddressOfReadproperty } from "./profile/http-basic-profile-protocol-binding-readproperty-3.js";
import { basicRequestForReadproperty } from "./profile/http-basic-profile-protocol-binding-readproperty-4.js";
import { basicFormForWritemultipleproperties } from "./profile/http-basic-profile-protocol-binding-writemultipleproperties-1.js";
import { basicRequestForWritemultipleproperties } from "./profile/http-basic-profile-protocol-binding-writemultipleproperties-4.js";
import { basicFormForWriteproperty } from "./profile/http-basic-profile-protocol-binding-writeproperty-1.js";
import { basicAddressOfWriteproperty } from "./profile/http-basic-profile-protocol-binding-writeproperty-3.js";
import { basicRequestForWriteproperty } from "./profile/http-basic-profile-protocol-binding-writeproperty-4.js";
import { basicAddressOfWritemultipleproperties } from "./profile/http-basic-profile-protocol-bindings-writemultipleproperties-3.js";
import { sseFormForObserveallproperties } from "./profile/http-sse-profile-protocol-binding-observeallproperties-1.js";
import { sseAddressOfObserveallproperties } from "./profile/http-sse-profile-protocol-binding-observeallproperties-2.js";
import { sseStreamOfObserveallproperties } from "./profile/http-sse-profile-protocol-binding-observeallproperties-3.js";
import { sseAgainObserveallproperties } from "./profile/http-sse-profile-protocol-binding-observeallproperties-6a.js";
import { sseFormForObserveproperty } from "./profile/http-sse-profile-protocol-binding-observeproperty-1.js";
import { sseAddressOfObserveproperty } from "./profile/http-sse-profile-protocol-binding-observeproperty-2.js";
import { sseStreamOfObserveproperty } from "./profile/http-sse-profile-protocol-binding-observeproperty-3.js";
import { sseAgainObserveproperty } from "./profile/http-sse-profile-protocol-binding-observeproperty-6a.js";
import { sseFormForSubscribeallevents } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-1.js";
import { sseAddressOfSubscribeallevents } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-3b.js";
import { sseStreamOfSubscribeallevents } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-4.js";
import { sseAgainSubscribeallevents } from "./profile/http-sse-profile-protocol-binding-subscribeallevents-5a.js";
import { sseFormForSubscribeevent } from "./profile/http-sse-profile-protocol-binding-subscribeevent-1.js";
import { sseAddressOfSubscribeevent } from "./profile/http-sse-profile-protocol-binding-subscribeevent-3.js";
import { sseStreamOfSubscribeevent } from "./profile/http-sse-profile-protocol-binding-subscribeevent-4.js";
import { sseAgainSubscribeevent } from "./profile/http-sse-profile-protocol-binding-subscribeevent-7a.js";
import { sseEndOfObserveallproperties } from "./profile/http-sse-profile-protocol-binding-unobserveallproperties-1.js";
import { sseEndOfObserveproperty } from "./profile/http-sse-profile-protocol-binding-unobserveproperty-1.js";
import { sseEndOfSubscribeallevents } from "./profile/http-sse-profile-protocol-binding-unsubscribeallevents-1.js";
import { sseEndOfSubscribeevent } from "./profile/http-sse-profile-protocol-binding-unsubscribeevent-1.js";
import { webhookFormForObserveallproperties } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-1.js";
import { webhookAddressOfObserveallproperties } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-2.js";
import { webhookRegisteredObserveallproperties } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-3.js";
import { webhookAnsweredObserveallproperties } from "./profile/http-webhook-profile-protocol-binding-observeallproperties-6.js";
import { webhookFormForObserveproperty } from "./profile/http-webhook-profile-protocol-binding-observeproperty-1.js";
import { webhookAddressOfObserveproperty } from "./profile/http-webhook-profile-protocol-binding-observeproperty-2.js";
import { webhookRegisteredObserveproperty } from "./profile/http-webhook-profile-protocol-binding-observeproperty-3.js";
import { webhookAnsweredObserveproperty } from "./profile/http-webhook-profile-protocol-binding-observeproperty-7.js";
import { webhookFormForSubscribeallevents } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-1.js";
import { webhookAddressOfSubscribeallevents } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-2.js";
import { webhookRegisteredSubscribeallevents } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-3.js";
import { webhookAnsweredSubscribeallevents } from "./profile/http-webhook-profile-protocol-binding-subscribeallevents-6.js";
import { webhookFormForSubscribeevent } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-1.js";
import { webhookAddressOfSubscribeevent } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-2.js";
import { webhookRegisteredSubscribeevent } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-3.js";
import { webhookAnsweredSubscribeevent } from "./profile/http-webhook-profile-protocol-binding-subscribeevent-7.js";
import { webhookCancelledObserveallproperties } from "./profile/http-webhook-profile-protocol-binding-unobserveallproperties-1.js";
import { webhookCancelledObserveproperty } from "./profile/http-webhook-profile-protocol-binding-unobserveproperty-1.js";
import { webhookCancelledSubscribeallevents } from "./profile/http-webhook-profile-protocol-binding-unsubscribeallevents-1.js";
import { webhookCancelledSubscribeevent } from "./profile/http-webhook-profile-protocol-binding-unsubscribeevent-1.js";

export const profileChecks: readonly ConsumerCheck[] = [
  otherErrorIsAnError,
  schemesOfProfileAreKnown,
  statusAddressOfCancelaction,
  statusRequestForCancelaction,
  basicFormForInvokeaction,
  everyActionResponseIsTaken,
  basicAddressOfInvokeaction,
  basicRequestForInvokeaction,
  noInputNoBody,
  statusAddressOfQueryaction,
  statusRequestForQueryaction,
  basicFormForQueryallactions,
  basicAddressOfQueryallactions,
  basicRequestForQueryallactions,
  basicFormForReadallproperties,
  basicAddressOfReadallproperties,
  basicRequestForReadallproperties,
  basicFormForReadproperty,
  basicAddressOfReadproperty,
  basicRequestForReadproperty,
  basicFormForWritemultipleproperties,
  basicRequestForWritemultipleproperties,
  basicFormForWriteproperty,
  basicAddressOfWriteproperty,
  basicRequestForWriteproperty,
  basicAddressOfWritemultipleproperties,
  sseFormForObserveallproperties,
  sseAddressOfObserveallproperties,
  sseStreamOfObserveallproperties,
  sseAgainObserveallproperties,
  sseFormForObserveproperty,
  sseAddressOfObserveproperty,
  sseStreamOfObserveproperty,
  sseAgainObserveproperty,
  sseFormForSubscribeallevents,
  sseAddressOfSubscribeallevents,
  sseStreamOfSubscribeallevents,
  sseAgainSubscribeallevents,
  sseFormForSubscribeevent,
  sseAddressOfSubscribeevent,
  sseStreamOfSubscribeevent,
  sseAgainSubscribeevent,
  sseEndOfObserveallproperties,
  sseEndOfObserveproperty,
  sseEndOfSubscribeallevents,
  sseEndOfSubscribeevent,
  webhookFormForObserveallproperties,
  webhookAddressOfObserveallproperties,
  webhookRegisteredObserveallproperties,
  webhookAnsweredObserveallproperties,
  webhookFormForObserveproperty,
  webhookAddressOfObserveproperty,
  webhookRegisteredObserveproperty,
  webhookAnsweredObserveproperty,
  webhookFormForSubscribeallevents,
  webhookAddressOfSubscribeallevents,
  webhookRegisteredSubscribeallevents,
  webhookAnsweredSubscribeallevents,
  webhookFormForSubscribeevent,
  webhookAddressOfSubscribeevent,
  webhookRegisteredSubscribeevent,
  webhookAnsweredSubscribeevent,
  webhookCancelledObserveallproperties,
  webhookCancelledObserveproperty,
  webhookCancelledSubscribeallevents,
  webhookCancelledSubscribeevent,
];
