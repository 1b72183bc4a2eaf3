import { endedStreamCheck } from "../../profile/stream-checks.js";

export const sseEndOfSubscribeevent = endedStreamCheck(
  "http-sse-profile-protocol-binding-unsubscribeevent-1",
  "http-sse-profile-protocol-binding-events-unsubscribeevent",
  "subscribeevent",
);
