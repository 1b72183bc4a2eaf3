import { streamCheck } from "../../kinds/stream-check.js";
import { hasTimeAsId } from "../../kinds/stream-judgements.js";

export const messagesOfPropertyHaveTimesAsIds = streamCheck({
  id: "http-sse-profile-protocol-binding-observeproperty-5d",
  section: "observeproperty",
  level: "SHOULD",
  requirement: "The id of each message about a property is a time.",
  procedure:
    "Listens to the stream of a property for maxListenMs. Warns when an id is neither a time of RFC 3339 nor milliseconds since 1970.",
  example: "The id of a message is 1.",
  operation: "observeproperty",
  judge: (stream) => hasTimeAsId(stream),
});
