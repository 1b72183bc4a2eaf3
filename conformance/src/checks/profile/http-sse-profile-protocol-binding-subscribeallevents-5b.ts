import { streamCheck } from "../../kinds/stream-check.js";
import { goesOn } from "../../kinds/stream-judgements.js";

export const streamOfAllEventsGoesOn = streamCheck({
  id: "http-sse-profile-protocol-binding-subscribeallevents-5b",
  section: "http-sse-profile-protocol-binding-events-subscribeallevents",
  level: "SHOULD",
  requirement: "Who opens the stream of all events again with Last-Event-ID is told the events that came after it.",
  procedure:
    "Opens the stream of all events, listens for maxListenMs, and opens it again with the id of the first message. Warns when the last message does not come within effectTimeoutMs. With less than two messages nothing is judged.",
  example: "The stream begins anew, whatever Last-Event-ID says.",
  operation: "subscribeallevents",
  judge: goesOn,
});
