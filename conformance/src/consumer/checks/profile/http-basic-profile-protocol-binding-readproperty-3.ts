import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfReadproperty = resolvedHrefCheck(
  "http-basic-profile-protocol-binding-readproperty-3",
  "http-basic-profile-protocol-binding-readproperty",
  "basic",
  "readproperty",
);
