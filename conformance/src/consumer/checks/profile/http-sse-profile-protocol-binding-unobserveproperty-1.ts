import { endedStreamCheck } from "../../profile/stream-checks.js";

export const sseEndOfObserveproperty = endedStreamCheck(
  "http-sse-profile-protocol-binding-unobserveproperty-1",
  "unobserveproperty",
  "observeproperty",
);
