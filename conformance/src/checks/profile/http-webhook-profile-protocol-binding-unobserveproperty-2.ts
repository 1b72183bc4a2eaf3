import { webhookCheck } from "../../kinds/webhook-check.js";
import { isCancelled } from "../../kinds/webhook-judgements.js";

export const subscriptionToPropertyIsCancelled = webhookCheck({
  id: "http-webhook-profile-protocol-binding-unobserveproperty-2",
  section: "http-webhook-profile-protocol-binding-unobserveproperty",
  level: "MUST",
  requirement: "Cancelling a subscription to a property is answered with 204.",
  procedure: "Subscribes, and sends DELETE to the URL of the subscription. Fails when the answer is another than 204.",
  example: "A subscription that is cancelled is answered with 200.",
  operation: "observeproperty",
  judge: isCancelled,
  evidence: ({ cancel }) => cancel,
});
