import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { type Code, code } from "../template/code.js";
import { humidity, measured } from "./climate.js";
import { asBoolean, asPayload, interpreted, rounded } from "./interpretation.js";
import { percent, ranged } from "./position.js";
import { onOff } from "./switching.js";
import { choice, choiceTerms, heldValue } from "./value.js";

/** A fan; its speed is in percent of its range, of which the first step is more than nothing. */
export function fan(entity: Entity): readonly EntityValue[] {
  return [
    ...onOff(entity, "state_value_template"),
    ...speed(entity),
    ...choice(entity, choiceTerms("preset_mode", "preset_modes", "preset_mode_value_template")),
    ...oscillation(entity),
    ...choice(entity, choiceTerms("direction", "no_options", "direction_value_template"), ["forward", "reverse"]),
  ];
}

export function humidifier(entity: Entity): readonly EntityValue[] {
  return [
    ...onOff(entity, "state_value_template"),
    ...humidity(entity),
    ...measured(entity, "current_humidity", "%"),
    ...choice(entity, choiceTerms("mode", "modes")),
  ];
}

/** Steps from the lowest to the highest share 100 % evenly, and 0 stands below the lowest. */
function speed(entity: Entity): readonly EntityValue[] {
  const [low, high] = [entity.number("speed_range_min") ?? 1, entity.number("speed_range_max") ?? 100];
  if (high < low) {
    if (entity.has("percentage_command_topic")) entity.problem("speed_range_max is less than speed_range_min");
    return [];
  }
  const range = [low - 1, high] as const;
  const reading = ranged(entity, { topic: "percentage_state_topic", template: "percentage_value_template" }, range);
  const steps = high - low + 1;
  const payload = ({ code: value }: Code) => code(`($ceil(${value} / 100 * ${steps}) + ${low - 1})`, "number");
  const writing = entity.writing({
    topic: "percentage_command_topic",
    template: "percentage_command_template",
    payload: (value) => payload(rounded(value)),
  });
  return heldValue("percentage", percent, reading, writing);
}

function oscillation(entity: Entity): readonly EntityValue[] {
  const [on, off] = ["oscillate_on", "oscillate_off"];
  const [yes, no] = [entity.payload("payload_oscillation_on", on), entity.payload("payload_oscillation_off", off)];
  const reading = entity.reading({ topic: "oscillation_state_topic", template: "oscillation_value_template" });
  const writing = entity.writing({
    topic: "oscillation_command_topic",
    template: "oscillation_command_template",
    payload: asPayload(yes, no),
  });
  return heldValue("oscillation", { type: "boolean" }, interpreted(reading, asBoolean(yes, no)), writing);
}
