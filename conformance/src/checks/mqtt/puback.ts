import { mqttSummary, mqttWriteForms, mqttWriteTrial } from "../../kinds/mqtt-write.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";

export const pubackAnswersPublish = thingCheck({
  id: "mqtt/puback",
  area: "mqtt",
  specification: "mqtt311",
  section: "§3.4.2",
  level: "MUST",
  requirement: "PUBACK has the Packet Identifier of the PUBLISH that it acknowledges.",
  procedure: "Publishes a value with QoS 1, where a Form asks for that. Fails when PUBACK has another identifier.",
  example: "PUBACK has the identifier 0.",
  safety: "write",
  appliesTo: (subject) =>
    mqttWriteForms(subject)[0]?.publication.qos === 1 ? true : "no property is written with QoS 1 over MQTT",
  async judge(subject) {
    const expected = "the identifier that was sent";
    const { trial } = await mqttWriteTrial(mqttWriteForms(subject)[0]!, subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const puback = "puback" in trial.write ? trial.write.puback : undefined;
    if (puback === undefined) return inconclusive(expected, mqttSummary(trial.write), trial.write);
    const actual = puback.isOurs ? "the identifier" : "another identifier";
    return outcome(puback.isOurs ? "holds" : "violated", expected, actual, trial.write);
  },
});
