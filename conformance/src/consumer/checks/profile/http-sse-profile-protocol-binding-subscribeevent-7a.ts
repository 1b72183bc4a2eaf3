import { reopenedStreamCheck } from "../../profile/stream-checks.js";

export const sseAgainSubscribeevent = reopenedStreamCheck(
  "http-sse-profile-protocol-binding-subscribeevent-7a",
  "http-sse-profile-protocol-binding-subscribeevent",
  "subscribeevent",
);
