import { streamCheck } from "../../kinds/stream-check.js";
import { keepsOpen } from "../../kinds/stream-judgements.js";

export const streamOfEventStaysOpen = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeevent-5",
  section: "http-sse-profile-protocol-binding-subscribeevent",
  level: "MUST",
  requirement: "A stream of an event is an event stream that stays open.",
  procedure:
    "Opens the stream of an event, and listens for maxListenMs. Fails when the answer is an error other than a refusal, no event stream, or ends before.",
  example: "The stream ends after its first message.",
  operation: "subscribeevent",
  judge: (stream) => keepsOpen(stream),
});
