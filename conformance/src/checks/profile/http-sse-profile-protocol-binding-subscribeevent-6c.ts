import { streamCheck } from "../../kinds/stream-check.js";
import { matchesSchema } from "../../kinds/stream-judgements.js";

export const messagesOfEventMatchTheirSchema = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeevent-6c",
  section: "http-sse-profile-protocol-binding-subscribeevent",
  level: "MUST",
  requirement: "The data of each message about an event is as its data schema says.",
  procedure:
    "Listens to the stream of an event for maxListenMs. Fails when the data of a message does not match the schema of what it names.",
  example: "The data of a message is a text, and its schema says integer.",
  operation: "subscribeevent",
  judge: (stream, subject) => matchesSchema(stream, "subscribeevent", subject),
});
