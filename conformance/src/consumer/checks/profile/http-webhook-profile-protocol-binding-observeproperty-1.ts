import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const webhookFormForObserveproperty = chosenFormCheck(
  "http-webhook-profile-protocol-binding-observeproperty-1",
  "http-webhook-profile-protocol-binding-observeproperty",
  "webhook",
  "observeproperty",
);
