import { webhookCheck } from "../../kinds/webhook-check.js";
import { isRegistered } from "../../kinds/webhook-judgements.js";

export const subscriptionToAllPropertiesIsRegistered = webhookCheck({
  id: "http-webhook-profile-protocol-binding-observeallproperties-4",
  section: "http-webhook-profile-protocol-binding-events-observeallproperties",
  level: "MUST",
  requirement: "Who subscribes to all properties by a webhook is answered with 201 and the URL of the subscription.",
  procedure:
    "Opens a port here, and subscribes with its address as callbackURL. Fails when the answer is another than 201 with a Location, but for a refusal of credentials.",
  example: "A subscription is answered with 200.",
  operation: "observeallproperties",
  judge: isRegistered,
});
