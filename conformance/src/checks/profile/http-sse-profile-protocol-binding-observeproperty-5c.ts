import { streamCheck } from "../../kinds/stream-check.js";
import { hasOwnId } from "../../kinds/stream-judgements.js";

export const messagesOfPropertyHaveIds = streamCheck({
  id: "http-sse-profile-protocol-binding-observeproperty-5c",
  section: "observeproperty",
  level: "SHOULD",
  requirement: "Each message about a property has an id of its own.",
  procedure: "Listens to the stream of a property for maxListenMs. Warns when a message has no id, or that of another.",
  example: "A message has no id.",
  operation: "observeproperty",
  judge: (stream) => hasOwnId(stream),
});
