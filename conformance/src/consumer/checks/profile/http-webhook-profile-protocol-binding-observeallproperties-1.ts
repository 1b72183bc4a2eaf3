import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const webhookFormForObserveallproperties = chosenFormCheck(
  "http-webhook-profile-protocol-binding-observeallproperties-1",
  "http-webhook-profile-protocol-binding-events-observeallproperties",
  "webhook",
  "observeallproperties",
);
