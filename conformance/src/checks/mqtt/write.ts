import { mqttSummary, mqttWriteForms, mqttWriteTrial } from "../../kinds/mqtt-write.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";

export const mqttWrittenIsRead = thingCheck({
  id: "mqtt/write",
  area: "mqtt",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement: "A Form with writeproperty over MQTT writes: what is published to its topic is read afterwards.",
  procedure:
    "Reads the first property that has a retained message and is written by publishing, publishes a neighbouring value in JSON with the QoS and retain flag of the Form, reads until that is retained, and publishes the old value again. Fails when another is still retained after effectTimeoutMs. A broker that does not take the message decides nothing, nor does a number that may be rounded.",
  example: "21 is published, and 20 stays retained.",
  safety: "write",
  appliesTo: (subject) =>
    mqttWriteForms(subject).length > 0 ? true : "no property can be read and written in JSON over MQTT",
  async judge(subject) {
    const expected = "the value that was published";
    const { trial } = await mqttWriteTrial(mqttWriteForms(subject)[0]!, subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { write, after, written, effectiveness } = trial;
    if (after === undefined) return inconclusive(expected, mqttSummary(write), write);
    if (effectiveness === "exact") return outcome("holds", expected, "is retained", write, after);
    const actual = `${JSON.stringify(written)} was published, and is not retained`;
    return outcome(effectiveness === "none" ? "violated" : "inconclusive", expected, actual, write, after);
  },
});
