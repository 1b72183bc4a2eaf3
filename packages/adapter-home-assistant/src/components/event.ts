import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { type Code, code, constant, input, textOf } from "../template/code.js";
import { choiceOf } from "./interpretation.js";

/** What happens from time to time, of one of several types; each message is a JSON object that names its type. */
export function event(entity: Entity): readonly EntityValue[] {
  const types = entity.list("event_types");
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  if (reading === undefined) return [];
  const isTemplated = entity.has("value_template");
  if (isTemplated && (reading.code.type === "string" || reading.isJson === false)) {
    entity.problem("value_template makes a text of the event, which would have to be read as JSON");
    return [];
  }
  const object: Code = isTemplated ? reading.code : code(input);
  const type = `${object.code}.event_type`;
  const known = `($e := ${type}; $e in ${JSON.stringify(types)} ? $e : $nothing)`;
  return [
    {
      key: "state",
      kind: "event",
      schema: choiceOf(types),
      reading: { ...reading, isJson: true, code: code(known, "string") },
    },
  ];
}

/** A trigger: an event without data, or with the one payload that counts. */
export function deviceAutomation(entity: Entity): readonly EntityValue[] {
  const topic = entity.topic("topic");
  if (topic === undefined) return [];
  const reading = entity.readingAt(topic, "value_template");
  if (reading === undefined) return [];
  const key = [entity.text("type"), entity.text("subtype")].filter((each) => each !== undefined).join("_");
  const said = textOf(reading.code).code;
  const payload = entity.has("payload") ? constant(entity.payload("payload", "")).code : undefined;
  const happened = payload === undefined ? said : `($t := ${said}; $t = ${payload} ? $t : $nothing)`;
  return [
    {
      key: key === "" ? "triggered" : key,
      kind: "event",
      schema: { type: "string" },
      reading: { ...reading, code: code(happened, "string") },
    },
  ];
}
