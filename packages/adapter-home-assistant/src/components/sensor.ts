import type { DataSchema } from "@thingwright/td";
import type { Entity } from "../entity.js";
import type { EntityValue, Reading } from "../entity-value.js";
import { code, input } from "../template/code.js";
import { asNumber, asText, interpreted, numberSchema } from "./interpretation.js";
import { choice, choiceTerms, heldValue, press } from "./value.js";

/** Classes of sensors whose value is a text all the same. */
const textClasses: ReadonlySet<string | undefined> = new Set(["enum", "date", "timestamp"]);

/** What measures or tells one value: a number where it has a unit or is of a class that has one. */
export function sensor(entity: Entity): readonly EntityValue[] {
  const { deviceClass } = entity;
  if (deviceClass === "enum")
    return choice(entity, {
      ...choiceTerms("state", "options"),
      stateTopic: "state_topic",
      stateTemplate: "value_template",
    });
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const unit = entity.text("unit_of_measurement");
  const isNumber =
    unit !== undefined || entity.has("state_class") || (deviceClass !== undefined && !textClasses.has(deviceClass));
  return isNumber
    ? heldValue("state", numberSchema(unit), interpreted(reading, asNumber))
    : heldValue("state", { type: "string" }, interpreted(reading, asText));
}

export function number(entity: Entity): readonly EntityValue[] {
  const schema = numberSchema(
    entity.text("unit_of_measurement"),
    entity.number("min") ?? 1,
    entity.number("max") ?? 100,
  );
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const writing = entity.writing({ topic: "command_topic", template: "command_template" });
  return heldValue("state", schema, interpreted(reading, asNumber), writing);
}

export function text(entity: Entity): readonly EntityValue[] {
  const [minLength, maxLength] = [entity.number("min") ?? 0, entity.number("max") ?? 255];
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const writing = entity.writing({ topic: "command_topic", template: "command_template" });
  return heldValue("state", { type: "string", minLength, maxLength }, interpreted(reading, asText), writing);
}

/** What there is of firmware, and the way to get the latest. The state may be a version, or an object with both. */
export function update(entity: Entity): readonly EntityValue[] {
  const { text: version, installed, latest } = versionsOf(entity);
  const ofTopic = entity.reading({ topic: "latest_version_topic", template: "latest_version_template" });
  const install = entity.has("payload_install") ? press(entity, "install", "payload_install", "INSTALL") : [];
  return [
    ...heldValue("installed_version", version, installed),
    ...heldValue("latest_version", version, interpreted(ofTopic, asText) ?? latest),
    ...install,
  ];
}

function versionsOf(entity: Entity) {
  const version: DataSchema = { type: "string" };
  const state = entity.reading({ topic: "state_topic", template: "value_template" });
  if (state === undefined || entity.has("latest_version_topic"))
    return { text: version, installed: interpreted(state, asText), latest: undefined };
  const ofMember = (name: string): Reading => ({ ...state, isJson: true, code: asText(code(`${input}.${name}`)) });
  return { text: version, installed: ofMember("installed_version"), latest: ofMember("latest_version") };
}
