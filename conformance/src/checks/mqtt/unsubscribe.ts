import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const unsubscribeIsAnswered = mqttCheck({
  id: "mqtt/unsubscribe",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.10.4",
  level: "MUST",
  requirement: "UNSUBSCRIBE is answered by UNSUBACK.",
  procedure: "Takes a subscription back. Fails when no UNSUBACK comes within a second.",
  example: "UNSUBSCRIBE is not answered.",
  safety: "read",
  expected: "UNSUBACK",
  judge: (exchange, expected) => {
    const isAnswered = exchange.isUnsubscribed === true;
    return outcome(isAnswered ? "holds" : "violated", expected, isAnswered ? "UNSUBACK" : "nothing came", exchange);
  },
});
