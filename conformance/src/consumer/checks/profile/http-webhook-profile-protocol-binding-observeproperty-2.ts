import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const webhookAddressOfObserveproperty = resolvedHrefCheck(
  "http-webhook-profile-protocol-binding-observeproperty-2",
  "http-webhook-profile-protocol-binding-observeproperty",
  "webhook",
  "observeproperty",
);
