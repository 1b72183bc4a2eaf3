import { endedStreamCheck } from "../../profile/stream-checks.js";

export const sseEndOfSubscribeallevents = endedStreamCheck(
  "http-sse-profile-protocol-binding-unsubscribeallevents-1",
  "http-sse-profile-protocol-binding-events-unsubscribeallevents",
  "subscribeallevents",
);
