import { answeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookAnsweredSubscribeallevents = answeredCallbackCheck(
  "http-webhook-profile-protocol-binding-subscribeallevents-6",
  "http-webhook-profile-protocol-binding-events-subscribeallevents",
  "subscribeallevents",
);
