import { streamCheck } from "../../kinds/stream-check.js";
import { hasOwnId } from "../../kinds/stream-judgements.js";

export const messagesOfAllEventsHaveIds = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-4d",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "SHOULD",
  requirement: "Each message about all events has an id of its own.",
  procedure: "Listens to the stream of all events for maxListenMs. Warns when a message has no id, or that of another.",
  example: "A message has no id.",
  operation: "subscribeallevents",
  judge: (stream) => hasOwnId(stream),
});
