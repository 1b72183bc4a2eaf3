import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfReadallproperties = resolvedHrefCheck(
  "http-basic-profile-protocol-binding-readallproperties-3",
  "http-basic-profile-protocol-binding-readallproperties",
  "basic",
  "readallproperties",
);
