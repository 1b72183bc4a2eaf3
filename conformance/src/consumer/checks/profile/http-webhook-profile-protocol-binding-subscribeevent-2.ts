import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const webhookAddressOfSubscribeevent = resolvedHrefCheck(
  "http-webhook-profile-protocol-binding-subscribeevent-2",
  "http-webhook-profile-protocol-binding-subscribeevent",
  "webhook",
  "subscribeevent",
);
