import { mqttReadForms } from "../../kinds/mqtt-form.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { obstacleIn } from "../../wire/mqtt/mqtt-exchange.js";

export const propertyIsRetained = thingCheck({
  id: "mqtt/readable",
  area: "mqtt",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement: "A Form with readproperty reads: its topic has a retained message, since nothing else would be read.",
  procedure:
    "Subscribes to the topic of each readproperty Form over MQTT. Fails when the broker grants one and has nothing there within a second.",
  example: "Values are published without the retain flag, so that a reader waits for the next change.",
  safety: "read",
  appliesTo: ({ thing }) => (mqttReadForms(thing).length > 0 ? true : "no property can be read over MQTT"),
  async judge(subject) {
    const expected = "a message on each topic at once";
    let held = 0;
    const unread: string[] = [];
    for (const { name, request } of mqttReadForms(subject.thing)) {
      const exchange = await subject.mqtt.ask(request);
      const obstacle = obstacleIn(exchange);
      if (obstacle !== undefined || exchange.suback?.codes[0] === 0x80)
        unread.push(`${name}: ${obstacle ?? "not granted"}`);
      else if (exchange.messages.length === 0)
        return outcome("violated", expected, `${name}: nothing is retained`, exchange);
      else held += 1;
    }
    if (held === 0) return inconclusive(expected, unread.join("; "));
    return outcome("holds", expected, `${held} properties have one`);
  },
});
