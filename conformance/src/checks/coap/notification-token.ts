import { coapObservationCheck } from "../../kinds/coap-observation.js";
import { inconclusive, outcome } from "../../outcome.js";

export const notificationsHaveTheToken = coapObservationCheck({
  id: "coap/notification-token",
  specification: "rfc7641",
  section: "§4.2",
  level: "MUST",
  requirement: "A notification has the token of the registration.",
  procedure: "Observes a property while it is written and written back. Fails when a notification has another token.",
  example: "Notifications have an empty token.",
  expected: "the token of the registration",
  judge({ notifications, strangers, exchange }, expected) {
    if (notifications.length + strangers.length === 0) return inconclusive(expected, "no notification came", exchange);
    const actual = `${strangers.length} of ${notifications.length + strangers.length} notifications have another`;
    return outcome(strangers.length === 0 ? "holds" : "violated", expected, actual, exchange);
  },
});
