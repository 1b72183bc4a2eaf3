import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const webhookFormForSubscribeevent = chosenFormCheck(
  "http-webhook-profile-protocol-binding-subscribeevent-1",
  "http-webhook-profile-protocol-binding-subscribeevent",
  "webhook",
  "subscribeevent",
);
