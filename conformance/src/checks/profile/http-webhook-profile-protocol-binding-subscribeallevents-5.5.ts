import { webhookCheck } from "../../kinds/webhook-check.js";
import { tellsNothing } from "../../kinds/webhook-judgements.js";

export const callOfAllEventsWithoutDataIsEmpty = webhookCheck({
  id: "http-webhook-profile-protocol-binding-subscribeallevents-5.5",
  section: "http-webhook-profile-protocol-binding-events-subscribeallevents",
  level: "SHOULD",
  requirement: "A call about an event without data, by subscribeallevents, has no Content-Type and no body.",
  procedure:
    "Subscribes, and listens for maxListenMs. Warns when a call about an event without data has either. Without such a call nothing is judged.",
  example: "A call about an event without data has the body null.",
  operation: "subscribeallevents",
  judge: tellsNothing,
});
