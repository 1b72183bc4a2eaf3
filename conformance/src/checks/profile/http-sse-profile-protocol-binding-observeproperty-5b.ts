import { streamCheck } from "../../kinds/stream-check.js";
import { namesAffordance } from "../../kinds/stream-judgements.js";

export const messagesOfPropertyAreNamed = streamCheck({
  id: "http-sse-profile-protocol-binding-observeproperty-5b",
  section: "observeproperty",
  level: "MUST",
  requirement: "Each message about a property has the name of what it is about as event, and JSON as data.",
  procedure:
    "Listens to the stream of a property for maxListenMs. Fails when a message has another event, or data that is not JSON.",
  example: "The event of a message is message.",
  operation: "observeproperty",
  judge: (stream, subject) => namesAffordance(stream, "observeproperty", subject),
});
