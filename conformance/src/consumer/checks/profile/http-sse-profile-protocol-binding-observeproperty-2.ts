import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const sseAddressOfObserveproperty = resolvedHrefCheck(
  "http-sse-profile-protocol-binding-observeproperty-2",
  "observeproperty",
  "sse",
  "observeproperty",
);
