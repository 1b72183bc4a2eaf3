import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfWriteproperty = resolvedHrefCheck(
  "http-basic-profile-protocol-binding-writeproperty-3",
  "http-basic-profile-protocol-binding-writeproperty",
  "basic",
  "writeproperty",
);
