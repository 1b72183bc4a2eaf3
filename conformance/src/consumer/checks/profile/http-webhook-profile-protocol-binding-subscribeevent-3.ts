import { registeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookRegisteredSubscribeevent = registeredCallbackCheck(
  "http-webhook-profile-protocol-binding-subscribeevent-3",
  "http-webhook-profile-protocol-binding-subscribeevent",
  "subscribeevent",
);
