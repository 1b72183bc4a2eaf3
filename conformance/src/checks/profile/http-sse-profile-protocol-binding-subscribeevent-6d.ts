import { streamCheck } from "../../kinds/stream-check.js";
import { hasOwnId } from "../../kinds/stream-judgements.js";

export const messagesOfEventHaveIds = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeevent-6d",
  section: "http-sse-profile-protocol-binding-subscribeevent",
  level: "SHOULD",
  requirement: "Each message about an event has an id of its own.",
  procedure: "Listens to the stream of an event for maxListenMs. Warns when a message has no id, or that of another.",
  example: "A message has no id.",
  operation: "subscribeevent",
  judge: (stream) => hasOwnId(stream),
});
