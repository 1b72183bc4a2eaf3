import { streamCheck } from "../../kinds/stream-check.js";
import { namesAffordance } from "../../kinds/stream-judgements.js";

export const messagesOfAllPropertiesAreNamed = streamCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-5b",
  section: "observeallproperties",
  level: "MUST",
  requirement: "Each message about all properties has the name of what it is about as event, and JSON as data.",
  procedure:
    "Listens to the stream of all properties for maxListenMs. Fails when a message has another event, or data that is not JSON.",
  example: "The event of a message is message.",
  operation: "observeallproperties",
  judge: (stream, subject) => namesAffordance(stream, "observeallproperties", subject),
});
