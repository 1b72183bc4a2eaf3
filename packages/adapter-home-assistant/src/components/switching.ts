import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { type Code, code, constant } from "../template/code.js";
import { asBoolean, asPayload, interpreted } from "./interpretation.js";
import { choice, choiceTerms, heldValue, press } from "./value.js";

/** What is on or off, and says so. */
export function binarySensor(entity: Entity): readonly EntityValue[] {
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const [on, off] = [entity.payload("payload_on", "ON"), entity.payload("payload_off", "OFF")];
  return heldValue("state", { type: "boolean" }, interpreted(reading, asBoolean(on, off)));
}

/** What can be switched on and off. @param template - name of the member that says what is in the payload */
export function onOff(entity: Entity, template = "value_template"): readonly EntityValue[] {
  const [on, off] = [entity.payload("payload_on", "ON"), entity.payload("payload_off", "OFF")];
  const isOn = asBoolean(entity.payload("state_on", on), entity.payload("state_off", off));
  const reading = interpreted(entity.reading({ topic: "state_topic", template }), isOn);
  const writing = entity.writing({
    topic: "command_topic",
    template: "command_template",
    payload: asPayload(on, off),
  });
  return heldValue("state", { type: "boolean" }, reading, writing);
}

export const switchEntity = (entity: Entity): readonly EntityValue[] => onOff(entity);

/** What a siren may be told beside that it is on: left to the siren. */
const unsaid = { tone: code("$nothing"), duration: code("$nothing"), volume_level: code("$nothing") };

/** A siren takes an object, unless it has a template of its own. */
export function siren(entity: Entity): readonly EntityValue[] {
  const [on, off] = [entity.payload("payload_on", "ON"), entity.payload("payload_off", "OFF")];
  const isOn = asBoolean(entity.payload("state_on", on), entity.payload("state_off", off));
  const reading = entity.reading({ topic: "state_topic", template: "state_value_template" });
  const template = "command_template";
  const payload = asPayload(on, off);
  const variables = { ...unsaid, state: constant(on) };
  const writing = entity.writing({ topic: "command_topic", template, payload, variables });
  const isObject = writing !== undefined && !entity.has(template);
  const asObject = (value: Code) => `{"state": ${payload(value).code}}`;
  const own = isObject ? { ...writing, isJson: true, payload: asObject } : writing;
  return heldValue("state", { type: "boolean" }, interpreted(reading, isOn), own);
}

/** A lock has more states than it can be told to take. */
export function lock(entity: Entity): readonly EntityValue[] {
  const [locked, unlocked] = [entity.payload("state_locked", "LOCKED"), entity.payload("state_unlocked", "UNLOCKED")];
  const [toLock, toUnlock] = [entity.payload("payload_lock", "LOCK"), entity.payload("payload_unlock", "UNLOCK")];
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const writing = entity.writing({
    topic: "command_topic",
    template: "command_template",
    payload: asPayload(toLock, toUnlock),
  });
  const open = entity.has("payload_open") ? press(entity, "open", "payload_open", "OPEN") : [];
  return [
    ...heldValue("locked", { type: "boolean" }, interpreted(reading, asBoolean(locked, unlocked)), writing),
    ...open,
  ];
}

export const button = (entity: Entity): readonly EntityValue[] => press(entity, "press", "payload_press", "PRESS");

export const scene = (entity: Entity): readonly EntityValue[] => press(entity, "activate", "payload_on", "ON");

export const select = (entity: Entity): readonly EntityValue[] =>
  choice(entity, {
    ...choiceTerms("state", "options"),
    stateTopic: "state_topic",
    stateTemplate: "value_template",
    commandTopic: "command_topic",
    commandTemplate: "command_template",
  });
