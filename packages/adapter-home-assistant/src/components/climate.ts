import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { asNumber, asPayload, asText, choiceOf, interpreted, numberSchema } from "./interpretation.js";
import { choice, choiceTerms, heldValue } from "./value.js";

/** What a unit can do, in the words of Home Assistant. */
const allModes = ["auto", "off", "cool", "heat", "dry", "fan_only"];
const allActions = ["off", "preheating", "heating", "cooling", "drying", "idle", "fan", "defrosting"];

/** A thermostat or an air conditioner. */
export function climate(entity: Entity): readonly EntityValue[] {
  return [
    ...measured(entity, "current_temperature", temperatureUnit(entity)),
    ...measured(entity, "current_humidity", "%"),
    ...setpoint(entity, "temperature"),
    ...setpoint(entity, "temperature_high"),
    ...setpoint(entity, "temperature_low"),
    ...humidity(entity),
    ...mode(entity),
    ...action(entity),
    ...choice(entity, choiceTerms("fan_mode", "fan_modes")),
    ...choice(entity, choiceTerms("swing_mode", "swing_modes")),
    ...choice(entity, choiceTerms("swing_horizontal_mode", "swing_horizontal_modes")),
    ...choice(entity, choiceTerms("preset_mode", "preset_modes", "preset_mode_value_template")),
    ...power(entity),
  ];
}

/** A boiler or tank is spoken to as a thermostat is. */
export function waterHeater(entity: Entity): readonly EntityValue[] {
  return [
    ...measured(entity, "current_temperature", temperatureUnit(entity)),
    ...setpoint(entity, "temperature"),
    ...mode(entity, ["off", "eco", "electric", "gas", "heat_pump", "high_demand", "performance"]),
    ...power(entity),
  ];
}

/** A device without a unit speaks of degrees Celsius. */
const temperatureUnit = (entity: Entity): string => (entity.text("temperature_unit") === "F" ? "°F" : "°C");

export function measured(entity: Entity, key: string, unit: string): readonly EntityValue[] {
  const reading = entity.reading({ topic: `${key}_topic`, template: `${key}_template` });
  return heldValue(key, numberSchema(unit), interpreted(reading, asNumber));
}

function setpoint(entity: Entity, key: string): readonly EntityValue[] {
  const unit = temperatureUnit(entity);
  const schema = numberSchema(unit, entity.number("min_temp"), entity.number("max_temp"));
  const reading = entity.reading({ topic: `${key}_state_topic`, template: `${key}_state_template` });
  const writing = entity.writing({ topic: `${key}_command_topic`, template: `${key}_command_template` });
  return heldValue(key, schema, interpreted(reading, asNumber), writing);
}

export function humidity(entity: Entity): readonly EntityValue[] {
  const schema = numberSchema("%", entity.number("min_humidity") ?? 0, entity.number("max_humidity") ?? 100);
  const [topic, template] = ["target_humidity_state_topic", "target_humidity_state_template"];
  const reading = entity.reading({ topic, template });
  const writing = entity.writing({
    topic: "target_humidity_command_topic",
    template: "target_humidity_command_template",
  });
  return heldValue("target_humidity", schema, interpreted(reading, asNumber), writing);
}

function mode(entity: Entity, otherwise: readonly string[] = allModes): readonly EntityValue[] {
  return choice(entity, choiceTerms("mode", "modes"), otherwise);
}

function action(entity: Entity): readonly EntityValue[] {
  const reading = entity.reading({ topic: "action_topic", template: "action_template" });
  const schema = choiceOf(allActions);
  return heldValue("action", schema, interpreted(reading, asText));
}

function power(entity: Entity): readonly EntityValue[] {
  const writing = entity.writing({
    topic: "power_command_topic",
    template: "power_command_template",
    payload: asPayload(entity.payload("payload_on", "ON"), entity.payload("payload_off", "OFF")),
  });
  return heldValue("power", { type: "boolean" }, undefined, writing);
}
