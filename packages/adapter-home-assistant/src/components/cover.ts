import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { type Code, code, constant, textOf } from "../template/code.js";
import { interpreted } from "./interpretation.js";
import { percent, ranged, setting } from "./position.js";
import { heldValue, press } from "./value.js";

/** A blind, curtain, shutter, door or gate. */
export function cover(entity: Entity): readonly EntityValue[] {
  const [closed, open] = [entity.number("position_closed") ?? 0, entity.number("position_open") ?? 100];
  const [tiltMin, tiltMax] = [entity.number("tilt_min") ?? 0, entity.number("tilt_max") ?? 100];
  const variables = Object.fromEntries(
    Object.entries({ position_closed: closed, position_open: open, tilt_min: tiltMin, tilt_max: tiltMax }).map(
      ([name, value]) => [name, constant(value)] as const,
    ),
  );
  const position = ranged(entity, { topic: "position_topic", template: "position_template" }, [closed, open]);
  const tilt = ranged(entity, { topic: "tilt_status_topic", template: "tilt_status_template" }, [tiltMin, tiltMax]);
  const setPosition = setting(entity, "set_position_topic", "set_position_template", [closed, open], variables);
  const setTilt = setting(entity, "tilt_command_topic", "tilt_command_template", [tiltMin, tiltMax], variables);
  return [
    ...heldValue("position", percent, position, setPosition),
    ...heldValue("tilt", percent, tilt, setTilt),
    ...movement(entity),
    ...commandsOf(entity),
  ];
}

/** Which of its commands there are: one that is `null` is not. */
function commandsOf(entity: Entity): readonly EntityValue[] {
  const commands = ["open", "close", "stop"] as const;
  return commands
    .filter((name) => entity.config.members[`payload_${name}`] !== null)
    .flatMap((name) => press(entity, name, `payload_${name}`, name.toUpperCase()));
}

const states = ["open", "opening", "closed", "closing", "stopped"] as const;

/** Its state in the words of Home Assistant, whatever it calls them itself. */
function movement(entity: Entity): readonly EntityValue[] {
  const reading = entity.reading({ topic: "state_topic", template: "value_template" });
  const words = Object.fromEntries(states.map((state) => [entity.payload(`state_${state}`, state), state]));
  const read = (value: Code) => code(`$lookup(${JSON.stringify(words)}, ${textOf(value).code})`, "string");
  return heldValue("state", { type: "string", enum: states }, interpreted(reading, read));
}
