import { cancelledCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookCancelledObserveproperty = cancelledCallbackCheck(
  "http-webhook-profile-protocol-binding-unobserveproperty-1",
  "http-webhook-profile-protocol-binding-unobserveproperty",
  "observeproperty",
);
