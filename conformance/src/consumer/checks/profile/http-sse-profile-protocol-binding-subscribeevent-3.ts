import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const sseAddressOfSubscribeevent = resolvedHrefCheck(
  "http-sse-profile-protocol-binding-subscribeevent-3",
  "http-sse-profile-protocol-binding-subscribeevent",
  "sse",
  "subscribeevent",
);
