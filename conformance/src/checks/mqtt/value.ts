import { contentMismatch } from "../../kinds/content-mismatch.js";
import { mqttReadForms } from "../../kinds/mqtt-form.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";

export const mqttValueMatchesSchema = thingCheck({
  id: "mqtt/value",
  area: "mqtt",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What a property has retained over MQTT matches its data schema (server-data-schema).",
  procedure:
    "Takes the retained message of each readproperty Form over MQTT. Fails when a value in JSON, CBOR, plain text or octets that are a number is malformed or does not match its schema.",
  example: 'A property of the type "integer" has "12" retained.',
  safety: "read",
  appliesTo: ({ thing }) => (mqttReadForms(thing).length > 0 ? true : "no property can be read over MQTT"),
  async judge(subject) {
    const expected = "values that match their data schemas";
    let held = 0;
    for (const { name, property, form, request } of mqttReadForms(subject.thing)) {
      const exchange = await subject.mqtt.ask(request);
      const [message] = exchange.messages;
      if (message === undefined) continue;
      const fault = contentMismatch(message.payload, form.response.contentType, property);
      if (fault.kind === "value") return outcome("violated", expected, `${name}: ${fault.message}`, exchange);
      if (fault.kind === "none") held += 1;
    }
    return held === 0
      ? inconclusive(expected, "nothing could be read")
      : outcome("holds", expected, `${held} properties do`);
  },
});
