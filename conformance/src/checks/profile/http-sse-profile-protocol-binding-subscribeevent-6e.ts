import { streamCheck } from "../../kinds/stream-check.js";
import { hasTimeAsId } from "../../kinds/stream-judgements.js";

export const messagesOfEventHaveTimesAsIds = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeevent-6e",
  section: "http-sse-profile-protocol-binding-subscribeevent",
  level: "SHOULD",
  requirement: "The id of each message about an event is a time.",
  procedure:
    "Listens to the stream of an event for maxListenMs. Warns when an id is neither a time of RFC 3339 nor milliseconds since 1970.",
  example: "The id of a message is 1.",
  operation: "subscribeevent",
  judge: (stream) => hasTimeAsId(stream),
});
