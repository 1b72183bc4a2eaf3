import { answeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookAnsweredObserveallproperties = answeredCallbackCheck(
  "http-webhook-profile-protocol-binding-observeallproperties-6",
  "http-webhook-profile-protocol-binding-events-observeallproperties",
  "observeallproperties",
);
