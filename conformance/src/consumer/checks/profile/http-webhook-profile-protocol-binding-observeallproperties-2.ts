import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const webhookAddressOfObserveallproperties = resolvedHrefCheck(
  "http-webhook-profile-protocol-binding-observeallproperties-2",
  "http-webhook-profile-protocol-binding-events-observeallproperties",
  "webhook",
  "observeallproperties",
);
