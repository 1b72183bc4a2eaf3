import type { DataSchema } from "@thingwright/td";
import type { Entity } from "../entity.js";
import type { EntityValue, Reading, Writing } from "../entity-value.js";
import { constant } from "../template/code.js";
import { asText, choiceOf, interpreted } from "./interpretation.js";

/**
 * A value that is read, and set where there is a way to; one that can only be set is an action. None at all when there is
 * neither.
 */
export function heldValue(
  key: string,
  schema: DataSchema,
  reading: Reading | undefined,
  writing?: Writing,
): readonly EntityValue[] {
  if (reading === undefined && writing === undefined) return [];
  const kind = reading === undefined ? "action" : "property";
  return [{ key, kind, schema, ...(reading && { reading }), ...(writing && { writing }) }];
}

/** An action without input, which publishes what the member `payload` says. */
export function press(
  entity: Entity,
  key: string,
  payload: string,
  otherwise: string,
  command = "command",
): readonly EntityValue[] {
  const writing = entity.writing({
    topic: `${command}_topic`,
    template: `${command}_template`,
    payload: () => constant(entity.payload(payload, otherwise)),
  });
  return writing === undefined ? [] : [{ key, kind: "action", schema: {}, writing }];
}

/** Where a value of several words is, by the first words of the members that describe it. */
export interface ChoiceTerms {
  readonly key: string;
  readonly stateTopic: string;
  readonly stateTemplate: string;
  readonly commandTopic: string;
  readonly commandTemplate: string;
  readonly options: string;
}

export const choiceTerms = (key: string, options: string, stateTemplate = `${key}_state_template`): ChoiceTerms => ({
  key,
  options,
  stateTemplate,
  stateTopic: `${key}_state_topic`,
  commandTopic: `${key}_command_topic`,
  commandTemplate: `${key}_command_template`,
});

/** One of several texts, such as a mode. @param otherwise - those of an entity that does not say */
export function choice(entity: Entity, terms: ChoiceTerms, otherwise: readonly string[] = []): readonly EntityValue[] {
  const schema = choiceOf(entity.has(terms.options) ? entity.list(terms.options) : otherwise);
  const reading = entity.reading({ topic: terms.stateTopic, template: terms.stateTemplate });
  const writing = entity.writing({ topic: terms.commandTopic, template: terms.commandTemplate });
  return heldValue(terms.key, schema, interpreted(reading, asText), writing);
}
