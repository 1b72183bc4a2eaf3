import { streamCheck } from "../../kinds/stream-check.js";
import { namesAffordance } from "../../kinds/stream-judgements.js";

export const messagesOfAllEventsAreNamed = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-4b",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "MUST",
  requirement: "Each message about all events has the name of what it is about as event, and JSON as data.",
  procedure:
    "Listens to the stream of all events for maxListenMs. Fails when a message has another event, or data that is not JSON.",
  example: "The event of a message is message.",
  operation: "subscribeallevents",
  judge: (stream, subject) => namesAffordance(stream, "subscribeallevents", subject),
});
