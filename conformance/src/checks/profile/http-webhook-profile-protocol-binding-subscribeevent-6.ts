import { webhookCheck } from "../../kinds/webhook-check.js";
import { tellsEvents } from "../../kinds/webhook-judgements.js";

export const webhookOfEventIsCalled = webhookCheck({
  id: "http-webhook-profile-protocol-binding-subscribeevent-6",
  section: "http-webhook-profile-protocol-binding-subscribeevent",
  level: "MUST",
  requirement: "An event is told to who has subscribed to an event by POST, with its data in JSON, Link and Date.",
  procedure:
    "Subscribes, and listens for maxListenMs. Fails when a call has no Date, no Link with rel self to the event, no Content-Type application/json though the event has data, or data that its schema does not have. Without a call nothing is judged.",
  example: "A call has no Link.",
  operation: "subscribeevent",
  judge: tellsEvents,
});
