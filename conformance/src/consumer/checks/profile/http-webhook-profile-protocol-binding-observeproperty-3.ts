import { registeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookRegisteredObserveproperty = registeredCallbackCheck(
  "http-webhook-profile-protocol-binding-observeproperty-3",
  "http-webhook-profile-protocol-binding-observeproperty",
  "observeproperty",
);
