import { chosenFormCheck } from "../../profile/chosen-form-check.js";

export const basicFormForQueryallactions = chosenFormCheck(
  "http-basic-profile-protocol-binding-queryallactions-1",
  "queryallactions",
  "basic",
  "queryallactions",
);
