import { mqttSummary, mqttWriteForms, mqttWriteTrial } from "../../kinds/mqtt-write.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";

export const mqttChangeIsTold = thingCheck({
  id: "mqtt/notification",
  area: "mqtt",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement: "Who has subscribed to a property over MQTT is told when it changes.",
  procedure:
    "Subscribes to the first property that has a retained message and is written by publishing, writes a neighbouring value, and puts the old one back. Fails when the value that is read is not delivered within effectTimeoutMs.",
  example: "The value is retained, and who had subscribed before is told nothing.",
  safety: "write",
  appliesTo: (subject) =>
    mqttWriteForms(subject).length > 0 ? true : "no property can be read and written in JSON over MQTT",
  async judge(subject) {
    const expected = "a message with the value that is read";
    const { trial, isTold } = await mqttWriteTrial(mqttWriteForms(subject)[0]!, subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    if (isTold === undefined) return inconclusive(expected, mqttSummary(trial.write), trial.write);
    return outcome(isTold ? "holds" : "violated", expected, isTold ? "it came" : "none came", trial.write);
  },
});
