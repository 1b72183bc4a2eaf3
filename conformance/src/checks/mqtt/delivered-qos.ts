import { mqttCheck } from "../../kinds/mqtt-form.js";
import { inconclusive, outcome } from "../../outcome.js";

export const qosIsNotExceeded = mqttCheck({
  id: "mqtt/delivered-qos",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.8.4",
  level: "MUST",
  requirement: "A message is delivered with no more than the QoS that was granted.",
  procedure: "Subscribes to a property. Fails when a message comes with a higher QoS than SUBACK has granted.",
  example: "A subscription with QoS 0 is sent messages with QoS 1.",
  safety: "read",
  expected: "messages of the QoS that was granted, or a lower one",
  judge: (exchange, expected) => {
    const [granted = 0] = exchange.suback?.codes ?? [];
    if (exchange.messages.length === 0) return inconclusive(expected, "no message came", exchange);
    const highest = Math.max(...exchange.messages.map(({ qos }) => qos));
    return outcome(highest <= granted ? "holds" : "violated", expected, `QoS ${highest}, granted ${granted}`, exchange);
  },
});
