import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

/** Reason codes of SUBACK (MQTT 5.0 §3.9.3). */
const known: readonly number[] = [0, 1, 2, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2];

export const subackHasReason = mqttCheck({
  id: "mqtt/v5-suback",
  area: "mqtt",
  specification: "mqtt5",
  section: "§3.9.3",
  level: "MUST",
  requirement:
    "SUBACK of MQTT 5 has the identifier of its SUBSCRIBE, well-formed properties, and one of its reason codes for each filter.",
  procedure:
    "Subscribes to one filter by MQTT 5. Fails on another identifier, another number of codes, or a code that SUBACK does not have. A broker without MQTT 5 is not judged.",
  example: "SUBACK has the code 3.",
  safety: "read",
  version: 5,
  expected: "the identifier that was sent, and one reason code",
  judge: (exchange, expected) => {
    const { isOurs = false, codes = [] } = exchange.suback ?? {};
    const isRight = isOurs && codes.length === 1 && known.includes(codes[0]!);
    const actual = `${isOurs ? "the identifier" : "another identifier"}, the codes ${codes.join(", ") || "none"}`;
    return outcome(isRight ? "holds" : "violated", expected, actual, exchange);
  },
});
