import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const sseFormForObserveallproperties = chosenFormCheck(
  "http-sse-profile-protocol-binding-observeallproperties-1",
  "observeallproperties",
  "sse",
  "observeallproperties",
);
