import { mqttReadForms } from "../../kinds/mqtt-form.js";
import { mismatchOf } from "../../kinds/schema-mismatch.js";
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
    "Takes the retained message of each readproperty Form in JSON over MQTT. Fails when one is no JSON or does not match its schema.",
  example: 'A property of the type "integer" has "12" retained.',
  safety: "read",
  appliesTo: ({ thing }) => (mqttReadForms(thing).length > 0 ? true : "no property can be read over MQTT"),
  async judge(subject) {
    const expected = "values that match their data schemas";
    let held = 0;
    for (const { name, property, form, request } of mqttReadForms(subject.thing)) {
      if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(form.response.contentType)) continue;
      const exchange = await subject.mqtt.ask(request);
      const [message] = exchange.messages;
      if (message === undefined) continue;
      const fault = faultIn(message.payload, property);
      if (fault !== undefined) return outcome("violated", expected, `${name}: ${fault}`, exchange);
      held += 1;
    }
    return held === 0
      ? inconclusive(expected, "nothing could be read")
      : outcome("holds", expected, `${held} properties do`);
  },
});

function faultIn(payload: Uint8Array, schema: Parameters<typeof mismatchOf>[0]): string | undefined {
  try {
    const mismatch = mismatchOf(schema, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)));
    return mismatch.kind === "value" ? mismatch.message : undefined;
  } catch {
    return "the payload is no JSON";
  }
}
