import { cancelledCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookCancelledSubscribeevent = cancelledCallbackCheck(
  "http-webhook-profile-protocol-binding-unsubscribeevent-1",
  "http-webhook-profile-protocol-binding-unsubscribeevent",
  "subscribeevent",
);
