import { resolvedHrefCheck } from "../../profile/resolved-href-check.js";

export const sseAddressOfObserveallproperties = resolvedHrefCheck(
  "http-sse-profile-protocol-binding-observeallproperties-2",
  "observeallproperties",
  "sse",
  "observeallproperties",
);
