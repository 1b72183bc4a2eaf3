import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const basicAddressOfQueryallactions = resolvedHrefCheck(
  "http-basic-profile-protocol-binding-queryallactions-3",
  "queryallactions",
  "basic",
  "queryallactions",
);
