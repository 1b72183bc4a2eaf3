import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const webhookFormForSubscribeallevents = chosenFormCheck(
  "http-webhook-profile-protocol-binding-subscribeallevents-1",
  "http-webhook-profile-protocol-binding-events-subscribeallevents",
  "webhook",
  "subscribeallevents",
);
