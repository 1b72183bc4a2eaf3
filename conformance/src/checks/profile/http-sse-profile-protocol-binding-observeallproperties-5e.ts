import { streamCheck } from "../../kinds/stream-check.js";
import { hasTimeAsId } from "../../kinds/stream-judgements.js";

export const messagesOfAllPropertiesHaveTimesAsIds = streamCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-5e",
  section: "observeallproperties",
  level: "SHOULD",
  requirement: "The id of each message about all properties is a time.",
  procedure:
    "Listens to the stream of all properties for maxListenMs. Warns when an id is neither a time of RFC 3339 nor milliseconds since 1970.",
  example: "The id of a message is 1.",
  operation: "observeallproperties",
  judge: (stream) => hasTimeAsId(stream),
});
