import { mqttCheck } from "../../kinds/mqtt-form.js";
import { inconclusive, outcome } from "../../outcome.js";

export const retainedIsMarked = mqttCheck({
  id: "mqtt/retain-flag",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.3.1.3",
  level: "MUST",
  requirement: "A message that is sent because of a new subscription has the RETAIN flag.",
  procedure:
    "Subscribes to a property that is read by its retained message. Fails when the first message that comes is without the flag.",
  example: "The retained value comes like one that has just been published.",
  safety: "read",
  expected: "a message with the RETAIN flag",
  judge: (exchange, expected) => {
    const [message] = exchange.messages;
    if (message === undefined) return inconclusive(expected, "nothing is retained", exchange);
    if (message.isRetained) return outcome("holds", expected, "it has the flag", exchange);
    // A value may change at that moment: then it is told again without.
    const isAlone = exchange.messages.length === 1;
    return isAlone
      ? outcome("violated", expected, "it has not", exchange)
      : inconclusive(expected, "values change", exchange);
  },
});
