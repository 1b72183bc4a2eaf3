import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const clientIsNamed = mqttCheck({
  id: "mqtt/v5-assigned-client",
  area: "mqtt",
  specification: "mqtt5",
  section: "§3.2.2.3.7",
  level: "MUST",
  requirement: "A broker that takes a client without an identifier tells in CONNACK which one it has given.",
  procedure:
    "Connects by MQTT 5 without a Client Identifier. Fails when CONNACK accepts that and has no Assigned Client Identifier. A broker without MQTT 5 is not judged.",
  example: "CONNACK has the reason code 0 and no properties.",
  safety: "read",
  version: 5,
  expected: "an Assigned Client Identifier",
  judge: (exchange, expected) => {
    const given = exchange.connack?.properties?.values.get("assignedClientId");
    const isGiven = typeof given === "string" && given !== "";
    return outcome(isGiven ? "holds" : "violated", expected, isGiven ? given : "none", exchange);
  },
});
