import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfInvokeaction = resolvedHrefCheck(
  "http-basic-profile-protocol-binding-invokeaction-3",
  "http-basic-profile-protocol-binding-invokeaction",
  "basic",
  "invokeaction",
);
