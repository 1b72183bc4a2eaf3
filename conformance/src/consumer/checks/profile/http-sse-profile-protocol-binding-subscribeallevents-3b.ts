import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const sseAddressOfSubscribeallevents = resolvedHrefCheck(
  "http-sse-profile-protocol-binding-subscribeallevents-3b",
  "http-sse-profile-protocol-binding-events-subscribeallevents",
  "sse",
  "subscribeallevents",
);
