import { streamCheck } from "../../kinds/stream-check.js";
import { hasTimeAsId } from "../../kinds/stream-judgements.js";

export const messagesOfAllEventsHaveTimesAsIds = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-4e",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "SHOULD",
  requirement: "The id of each message about all events is a time.",
  procedure:
    "Listens to the stream of all events for maxListenMs. Warns when an id is neither a time of RFC 3339 nor milliseconds since 1970.",
  example: "The id of a message is 1.",
  operation: "subscribeallevents",
  judge: (stream) => hasTimeAsId(stream),
});
