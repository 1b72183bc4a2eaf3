import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const pingIsAnswered = mqttCheck({
  id: "mqtt/ping",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.12.4",
  level: "MUST",
  requirement: "PINGREQ is answered by PINGRESP.",
  procedure: "Sends PINGREQ. Fails when no PINGRESP comes within a second.",
  example: "PINGREQ is not answered.",
  safety: "read",
  expected: "PINGRESP",
  judge: (exchange, expected) => {
    const isAnswered = exchange.isPingAnswered === true;
    return outcome(isAnswered ? "holds" : "violated", expected, isAnswered ? "PINGRESP" : "nothing came", exchange);
  },
});
