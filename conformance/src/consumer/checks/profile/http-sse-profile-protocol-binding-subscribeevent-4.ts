import { openedStreamCheck } from "../../profile/stream-checks.js";

export const sseStreamOfSubscribeevent = openedStreamCheck(
  "http-sse-profile-protocol-binding-subscribeevent-4",
  "http-sse-profile-protocol-binding-subscribeevent",
  "subscribeevent",
);
