import { streamCheck } from "../../kinds/stream-check.js";
import { matchesSchema } from "../../kinds/stream-judgements.js";

export const messagesOfAllPropertiesMatchTheirSchema = streamCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-5c",
  section: "observeallproperties",
  level: "MUST",
  requirement: "The data of each message about all properties is as its data schema says.",
  procedure:
    "Listens to the stream of all properties for maxListenMs. Fails when the data of a message does not match the schema of what it names.",
  example: "The data of a message is a text, and its schema says integer.",
  operation: "observeallproperties",
  judge: (stream, subject) => matchesSchema(stream, "observeallproperties", subject),
});
