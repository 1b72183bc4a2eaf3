import { webhookCheck } from "../../kinds/webhook-check.js";
import { isCancelled } from "../../kinds/webhook-judgements.js";

export const subscriptionToEventIsCancelled = webhookCheck({
  id: "http-webhook-profile-protocol-binding-unsubscribeevent-2",
  section: "http-webhook-profile-protocol-binding-unsubscribeevent",
  level: "MUST",
  requirement: "Cancelling a subscription to an event is answered with 204.",
  procedure: "Subscribes, and sends DELETE to the URL of the subscription. Fails when the answer is another than 204.",
  example: "A subscription that is cancelled is answered with 200.",
  operation: "subscribeevent",
  judge: isCancelled,
  evidence: ({ cancel }) => cancel,
});
