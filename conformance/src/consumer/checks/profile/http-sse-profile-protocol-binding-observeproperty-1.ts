import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const sseFormForObserveproperty = chosenFormCheck(
  "http-sse-profile-protocol-binding-observeproperty-1",
  "observeproperty",
  "sse",
  "observeproperty",
);
