import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const subackAnswersSubscribe = mqttCheck({
  id: "mqtt/suback",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.8.4, §3.9.3",
  level: "MUST",
  requirement:
    "SUBACK has the Packet Identifier of its SUBSCRIBE and one return code, 0, 1, 2 or 0x80, for each filter.",
  procedure: "Subscribes to one filter. Fails on another identifier, another number of codes, or another code.",
  example: "SUBACK has two codes for one filter.",
  safety: "read",
  expected: "the identifier that was sent, and one code",
  judge: (exchange, expected) => {
    const { isOurs = false, codes = [] } = exchange.suback ?? {};
    const isRight = isOurs && codes.length === 1 && [0, 1, 2, 0x80].includes(codes[0]!);
    const actual = `${isOurs ? "the identifier" : "another identifier"}, the codes ${codes.join(", ") || "none"}`;
    return outcome(isRight ? "holds" : "violated", expected, actual, exchange);
  },
});
