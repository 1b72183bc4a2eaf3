import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { type Code, code, textOf } from "../template/code.js";
import { asPayload, interpreted } from "./interpretation.js";
import { percent, ranged, setting } from "./position.js";
import { heldValue, press } from "./value.js";

/** Of a valve that says where it is, and one that is only open or closed. */
export function valve(entity: Entity): readonly EntityValue[] {
  const [closed, open] = [entity.number("position_closed") ?? 0, entity.number("position_open") ?? 100];
  const terms = { topic: "state_topic", template: "value_template" };
  if (entity.config.members.reports_position === true) {
    const writing = setting(entity, "command_topic", "command_template", [closed, open], {});
    return [...heldValue("position", percent, ranged(entity, terms, [closed, open]), writing), ...stopOf(entity)];
  }
  const [isOpen, isClosed] = [entity.payload("state_open", "open"), entity.payload("state_closed", "closed")];
  const words = { [isOpen]: true, [isClosed]: false };
  const read = (value: Code) => code(`$lookup(${JSON.stringify(words)}, ${textOf(value).code})`, "boolean");
  const writing = entity.writing({
    topic: "command_topic",
    template: "command_template",
    payload: asPayload(entity.payload("payload_open", "OPEN"), entity.payload("payload_close", "CLOSE")),
  });
  return [
    ...heldValue("open", { type: "boolean" }, interpreted(entity.reading(terms), read), writing),
    ...stopOf(entity),
  ];
}

const stopOf = (entity: Entity): readonly EntityValue[] =>
  entity.has("payload_stop") ? press(entity, "stop", "payload_stop", "STOP") : [];
