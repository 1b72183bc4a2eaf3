import { openedStreamCheck } from "../../profile/stream-checks.js";

export const sseStreamOfObserveallproperties = openedStreamCheck(
  "http-sse-profile-protocol-binding-observeallproperties-3",
  "observeallproperties",
  "observeallproperties",
);
