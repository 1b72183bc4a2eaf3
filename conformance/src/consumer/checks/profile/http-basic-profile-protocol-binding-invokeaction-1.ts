import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForInvokeaction = chosenFormCheck(
  "http-basic-profile-protocol-binding-invokeaction-1",
  "http-basic-profile-protocol-binding-invokeaction",
  "basic",
  "invokeaction",
);
