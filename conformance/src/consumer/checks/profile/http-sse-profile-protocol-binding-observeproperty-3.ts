import { openedStreamCheck } from "../../profile/stream-checks.js";

export const sseStreamOfObserveproperty = openedStreamCheck(
  "http-sse-profile-protocol-binding-observeproperty-3",
  "observeproperty",
  "observeproperty",
);
