import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const sseFormForSubscribeallevents = chosenFormCheck(
  "http-sse-profile-protocol-binding-subscribeallevents-1",
  "http-sse-profile-protocol-binding-events-subscribeallevents",
  "sse",
  "subscribeallevents",
);
