import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const sseFormForSubscribeevent = chosenFormCheck(
  "http-sse-profile-protocol-binding-subscribeevent-1",
  "http-sse-profile-protocol-binding-subscribeevent",
  "sse",
  "subscribeevent",
);
