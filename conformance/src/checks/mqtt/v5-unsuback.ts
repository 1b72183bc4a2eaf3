import { mqttCheck } from "../../kinds/mqtt-form.js";
import { inconclusive, outcome } from "../../outcome.js";

export const unsubackHasReason = mqttCheck({
  id: "mqtt/v5-unsuback",
  area: "mqtt",
  specification: "mqtt5",
  section: "§3.11.3",
  level: "MUST",
  requirement: "UNSUBACK of MQTT 5 has a reason code for each filter, which is 0 for a subscription that there was.",
  procedure:
    "Takes back by MQTT 5 the subscription that was granted. Fails when UNSUBACK has another number of codes than one, or another code than 0. A broker without MQTT 5 is not judged.",
  example: "UNSUBACK has no code, as in MQTT 3.1.1.",
  safety: "read",
  version: 5,
  expected: "one reason code, 0",
  judge: (exchange, expected) => {
    const [granted = 0x80] = exchange.suback?.codes ?? [];
    if (granted >= 0x80) return inconclusive(expected, "the filter was not granted", exchange);
    const { codes } = exchange.unsuback ?? {};
    if (codes === undefined) return inconclusive(expected, "no UNSUBACK came", exchange);
    const isRight = codes.length === 1 && codes[0] === 0;
    return outcome(isRight ? "holds" : "violated", expected, `the codes ${codes.join(", ") || "none"}`, exchange);
  },
});
