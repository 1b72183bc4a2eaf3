import { streamCheck } from "../../kinds/stream-check.js";
import { namesAffordance } from "../../kinds/stream-judgements.js";

export const messagesOfEventAreNamed = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeevent-6b",
  section: "http-sse-profile-protocol-binding-subscribeevent",
  level: "MUST",
  requirement: "Each message about an event has the name of what it is about as event, and JSON as data.",
  procedure:
    "Listens to the stream of an event for maxListenMs. Fails when a message has another event, or data that is not JSON.",
  example: "The event of a message is message.",
  operation: "subscribeevent",
  judge: (stream, subject) => namesAffordance(stream, "subscribeevent", subject),
});
