import { answeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookAnsweredObserveproperty = answeredCallbackCheck(
  "http-webhook-profile-protocol-binding-observeproperty-7",
  "http-webhook-profile-protocol-binding-observeproperty",
  "observeproperty",
);
