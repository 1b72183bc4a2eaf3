import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForReadallproperties = chosenFormCheck(
  "http-basic-profile-protocol-binding-readallproperties-1",
  "http-basic-profile-protocol-binding-readallproperties",
  "basic",
  "readallproperties",
);
