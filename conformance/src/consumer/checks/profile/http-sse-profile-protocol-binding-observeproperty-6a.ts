import { reopenedStreamCheck } from "../../profile/stream-checks.js";

export const sseAgainObserveproperty = reopenedStreamCheck(
  "http-sse-profile-protocol-binding-observeproperty-6a",
  "observeproperty",
  "observeproperty",
);
