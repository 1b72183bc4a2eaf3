import { webhookCheck } from "../../kinds/webhook-check.js";
import { tellsWritten } from "../../kinds/webhook-judgements.js";

export const webhookOfPropertyIsCalled = webhookCheck({
  id: "http-webhook-profile-protocol-binding-observeproperty-6",
  section: "http-webhook-profile-protocol-binding-observeproperty",
  level: "MUST",
  requirement:
    "A change of the property is told to who has subscribed to a property: by POST, with its value in JSON, Link and Date.",
  procedure:
    "Subscribes, writes a neighbouring value to the first observed property that can be written, reads until that shows, and puts the old value back. Fails when no POST with the value comes within effectTimeoutMs, or one has no Content-Type application/json, no Date, no Link with rel self to the property, or a value that its schema does not have. Needs leave to write as well.",
  example: "A property is written, and nobody is called.",
  operation: "observeproperty",
  judge: tellsWritten,
});
