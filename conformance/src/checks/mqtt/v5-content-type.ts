import { mqttCheck, mqttForms } from "../../kinds/mqtt-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const contentTypeIsThatOfTheForm = mqttCheck({
  id: "mqtt/v5-content-type",
  area: "mqtt",
  specification: "mqtt5",
  section: "§3.3.2.3.9",
  level: "SHOULD",
  requirement: "A message of MQTT 5 that says its Content Type has that of the Form.",
  procedure:
    "Subscribes to a property by MQTT 5. Warns when a message has a Content Type that is not that of the Form; parameters are not compared. Messages without one, and brokers without MQTT 5, are not judged.",
  example: "The Form says application/json, and the message has the Content Type text/plain.",
  safety: "read",
  version: 5,
  expected: "the content type of the Form",
  judge: (exchange, expected, { thing }) => {
    const { filter } = exchange.request;
    const form = mqttForms(thing).find(({ request }) => request.filter === filter)?.form;
    const [told] = exchange.messages.flatMap(({ properties }) => properties?.values.get("contentType") ?? []);
    if (told === undefined || form === undefined) return inconclusive(expected, "no message says its type", exchange);
    const isRight = essenceOf(String(told)) === essenceOf(form.response.contentType);
    return outcome(isRight ? "holds" : "violated", expected, String(told), exchange);
  },
});
