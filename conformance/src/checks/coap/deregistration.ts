import { coapObservationCheck } from "../../kinds/coap-observation.js";
import { inconclusive, outcome } from "../../outcome.js";

export const observationEndsByObserve1 = coapObservationCheck({
  id: "coap/deregistration",
  specification: "rfc7641",
  section: "§4.1",
  level: "SHOULD",
  requirement: "An observation that is taken back by GET with Observe 1 has ended.",
  procedure:
    "Observes a property until a change is told, sends GET with Observe 1 and the same token, and writes the property again. Warns when that is told as well, within maxQuietMs.",
  example: "Notifications go on.",
  expected: "no notification after Observe 1",
  judge({ isToldAfterDeregistration, exchange }, expected) {
    if (isToldAfterDeregistration === undefined) return inconclusive(expected, "no notification came before", exchange);
    const actual = isToldAfterDeregistration ? "notifications go on" : "none came";
    return outcome(isToldAfterDeregistration ? "violated" : "holds", expected, actual, exchange);
  },
});
