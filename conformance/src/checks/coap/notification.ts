import { coapObservationCheck } from "../../kinds/coap-observation.js";
import { outcome } from "../../outcome.js";

export const changeIsNotified = coapObservationCheck({
  id: "coap/notification",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement: "A Form with observeproperty over CoAP tells when the property changes.",
  procedure:
    "Registers an observation, writes a neighbouring value, reads until that shows, and puts the old one back; up to notificationTries times, because datagrams get lost. Fails when no notification has the value that is read.",
  example: "A property is set to 43 and read so, and its observer is told nothing.",
  expected: "a notification with the value that is read",
  judge: ({ isTold, exchange }, expected) =>
    outcome(isTold ? "holds" : "violated", expected, isTold ? "it came" : "none came", exchange),
});
