import { registeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookRegisteredObserveallproperties = registeredCallbackCheck(
  "http-webhook-profile-protocol-binding-observeallproperties-3",
  "http-webhook-profile-protocol-binding-events-observeallproperties",
  "observeallproperties",
);
