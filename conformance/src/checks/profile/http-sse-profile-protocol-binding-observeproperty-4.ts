import { streamCheck } from "../../kinds/stream-check.js";
import { keepsOpen } from "../../kinds/stream-judgements.js";

export const streamOfPropertyStaysOpen = streamCheck({
  id: "http-sse-profile-protocol-binding-observeproperty-4",
  section: "observeproperty",
  level: "MUST",
  requirement: "A stream of a property is an event stream that stays open.",
  procedure:
    "Opens the stream of a property, and listens for maxListenMs. Fails when the answer is an error other than a refusal, no event stream, or ends before.",
  example: "The stream ends after its first message.",
  operation: "observeproperty",
  judge: (stream) => keepsOpen(stream),
});
