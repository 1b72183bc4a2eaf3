import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForWriteproperty = chosenFormCheck(
  "http-basic-profile-protocol-binding-writeproperty-1",
  "http-basic-profile-protocol-binding-writeproperty",
  "basic",
  "writeproperty",
);
