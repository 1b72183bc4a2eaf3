import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForReadproperty = chosenFormCheck(
  "http-basic-profile-protocol-binding-readproperty-1",
  "http-basic-profile-protocol-binding-readproperty",
  "basic",
  "readproperty",
);
