import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const webhookAddressOfSubscribeallevents = resolvedHrefCheck(
  "http-webhook-profile-protocol-binding-subscribeallevents-2",
  "http-webhook-profile-protocol-binding-events-subscribeallevents",
  "webhook",
  "subscribeallevents",
);
