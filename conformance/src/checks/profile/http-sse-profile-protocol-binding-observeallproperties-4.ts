import { streamCheck } from "../../kinds/stream-check.js";
import { keepsOpen } from "../../kinds/stream-judgements.js";

export const streamOfAllPropertiesStaysOpen = streamCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-4",
  section: "observeallproperties",
  level: "MUST",
  requirement: "A stream of all properties is an event stream that stays open.",
  procedure:
    "Opens the stream of all properties, and listens for maxListenMs. Fails when the answer is an error other than a refusal, no event stream, or ends before.",
  example: "The stream ends after its first message.",
  operation: "observeallproperties",
  judge: (stream) => keepsOpen(stream),
});
