import { openedStreamCheck } from "../../profile/stream-checks.js";

export const sseStreamOfSubscribeallevents = openedStreamCheck(
  "http-sse-profile-protocol-binding-subscribeallevents-4",
  "http-sse-profile-protocol-binding-events-subscribeallevents",
  "subscribeallevents",
);
