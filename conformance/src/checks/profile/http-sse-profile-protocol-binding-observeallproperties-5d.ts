import { streamCheck } from "../../kinds/stream-check.js";
import { hasOwnId } from "../../kinds/stream-judgements.js";

export const messagesOfAllPropertiesHaveIds = streamCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-5d",
  section: "observeallproperties",
  level: "SHOULD",
  requirement: "Each message about all properties has an id of its own.",
  procedure:
    "Listens to the stream of all properties for maxListenMs. Warns when a message has no id, or that of another.",
  example: "A message has no id.",
  operation: "observeallproperties",
  judge: (stream) => hasOwnId(stream),
});
