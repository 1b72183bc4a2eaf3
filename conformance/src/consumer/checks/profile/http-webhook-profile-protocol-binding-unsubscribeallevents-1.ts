import { cancelledCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookCancelledSubscribeallevents = cancelledCallbackCheck(
  "http-webhook-profile-protocol-binding-unsubscribeallevents-1",
  "http-webhook-profile-protocol-binding-unsubscribeallevents",
  "subscribeallevents",
);
