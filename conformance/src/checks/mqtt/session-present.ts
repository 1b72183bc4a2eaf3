import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const cleanSessionIsNew = mqttCheck({
  id: "mqtt/session-present",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.2.2.2",
  level: "MUST",
  requirement: "CONNACK to a client that wants a clean session says that no session is present.",
  procedure: "Connects with a clean session. Fails when CONNACK says that a session is present.",
  example: "Session Present is 1.",
  safety: "read",
  expected: "Session Present 0",
  judge: (exchange, expected) => {
    const isPresent = exchange.connack?.isSessionPresent === true;
    return outcome(isPresent ? "violated" : "holds", expected, `Session Present ${isPresent ? 1 : 0}`, exchange);
  },
});
