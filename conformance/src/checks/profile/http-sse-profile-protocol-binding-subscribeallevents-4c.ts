import { streamCheck } from "../../kinds/stream-check.js";
import { matchesSchema } from "../../kinds/stream-judgements.js";

export const messagesOfAllEventsMatchTheirSchema = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-4c",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "MUST",
  requirement: "The data of each message about all events is as its data schema says.",
  procedure:
    "Listens to the stream of all events for maxListenMs. Fails when the data of a message does not match the schema of what it names.",
  example: "The data of a message is a text, and its schema says integer.",
  operation: "subscribeallevents",
  judge: (stream, subject) => matchesSchema(stream, "subscribeallevents", subject),
});
