import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForWritemultipleproperties = chosenFormCheck(
  "http-basic-profile-protocol-binding-writemultipleproperties-1",
  "http-basic-profile-protocol-binding-writemultipleproperties",
  "basic",
  "writemultipleproperties",
);
