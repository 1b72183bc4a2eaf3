import { reopenedStreamCheck } from "../../profile/stream-checks.js";

export const sseAgainSubscribeallevents = reopenedStreamCheck(
  "http-sse-profile-protocol-binding-subscribeallevents-5a",
  "http-sse-profile-protocol-binding-events-subscribeallevents",
  "subscribeallevents",
);
