import { webhookCheck } from "../../kinds/webhook-check.js";
import { hasData, tellsNothing } from "../../kinds/webhook-judgements.js";

export const callOfEventWithoutDataIsEmpty = webhookCheck({
  id: "http-webhook-profile-protocol-binding-subscribeevent-6.5",
  section: "http-webhook-profile-protocol-binding-subscribeevent",
  level: "SHOULD",
  requirement: "A call about an event without data, by subscribeevent, has no Content-Type and no body.",
  procedure:
    "Subscribes, and listens for maxListenMs. Warns when a call about an event without data has either. Without such a call nothing is judged.",
  example: "A call about an event without data has the body null.",
  operation: "subscribeevent",
  concerns: (name, subject) => !hasData(name, subject),
  judge: tellsNothing,
});
