import { registeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookRegisteredSubscribeallevents = registeredCallbackCheck(
  "http-webhook-profile-protocol-binding-subscribeallevents-3",
  "http-webhook-profile-protocol-binding-events-subscribeallevents",
  "subscribeallevents",
);
