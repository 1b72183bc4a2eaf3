import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfWritemultipleproperties = resolvedHrefCheck(
  "http-basic-profile-protocol-bindings-writemultipleproperties-3",
  "http-basic-profile-protocol-binding-writemultipleproperties",
  "basic",
  "writemultipleproperties",
);
