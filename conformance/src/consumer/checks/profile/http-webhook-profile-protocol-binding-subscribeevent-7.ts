import { answeredCallbackCheck } from "../../profile/webhook-checks.js";

export const webhookAnsweredSubscribeevent = answeredCallbackCheck(
  "http-webhook-profile-protocol-binding-subscribeevent-7",
  "http-webhook-profile-protocol-binding-subscribeevent",
  "subscribeevent",
);
