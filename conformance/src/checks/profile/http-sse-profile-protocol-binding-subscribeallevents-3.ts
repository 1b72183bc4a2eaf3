import { streamCheck } from "../../kinds/stream-check.js";
import { keepsOpen } from "../../kinds/stream-judgements.js";

export const streamOfAllEventsStaysOpen = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-3",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "MUST",
  requirement: "A stream of all events is an event stream that stays open.",
  procedure:
    "Opens the stream of all events, and listens for maxListenMs. Fails when the answer is an error other than a refusal, no event stream, or ends before.",
  example: "The stream ends after its first message.",
  operation: "subscribeallevents",
  judge: (stream) => keepsOpen(stream),
});
