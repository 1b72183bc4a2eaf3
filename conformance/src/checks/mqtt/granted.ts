import { mqttCheck } from "../../kinds/mqtt-form.js";
import { outcome } from "../../outcome.js";

export const filterIsGranted = mqttCheck({
  id: "mqtt/granted",
  area: "mqtt",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement: "A broker grants the topic filter of a Form that wants no credentials.",
  procedure: "Subscribes to the filter of the first Form over MQTT. Fails when the broker refuses it.",
  example: "SUBACK has the code 0x80.",
  safety: "read",
  expected: "SUBACK with a QoS",
  judge: (exchange, expected) => {
    const [code = 0x80] = exchange.suback?.codes ?? [];
    return outcome(code === 0x80 ? "violated" : "holds", expected, `the code ${code}`, exchange);
  },
});
