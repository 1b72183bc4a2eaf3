import { cancelledCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookCancelledObserveallproperties = cancelledCallbackCheck(
  "http-webhook-profile-protocol-binding-unobserveallproperties-1",
  "http-webhook-profile-protocol-binding-unobserveallproperties",
  "observeallproperties",
);
