import { isRecord, propertyDefaults } from "@thingwright/td";
import { memberName } from "./names.js";
import { typeText } from "./type-text.js";

type Affordance = Readonly<Record<string, unknown>>;

/** `PropertyTypes<…>` of a PropertyAffordance: its value, what can be done with it, its URI variables. */
export function propertyTypes(affordance: Affordance, inherited: unknown): string {
  const { readOnly, writeOnly, observable } = propertyDefaults(affordance);
  const access = [
    ...(writeOnly ? [] : ['"read"']),
    ...(readOnly ? [] : ['"write"']),
    ...(observable ? ['"observe"'] : []),
  ];
  const parameters = [typeText(affordance, "    "), access.length > 0 ? access.join(" | ") : "never"];
  return `PropertyTypes<${[...parameters, ...variables(affordance, inherited)].join(", ")}>`;
}

/** `ActionTypes<…>` of an ActionAffordance: its input, its output, its URI variables. */
export const actionTypes = (affordance: Affordance, inherited: unknown): string =>
  `ActionTypes<${[member(affordance, "input"), member(affordance, "output"), ...variables(affordance, inherited)].join(", ")}>`;

/** `EventTypes<…>` of an EventAffordance: its data, what a subscription says, its URI variables. */
export const eventTypes = (affordance: Affordance, inherited: unknown): string =>
  `EventTypes<${[member(affordance, "data"), member(affordance, "subscription"), ...variables(affordance, inherited)].join(", ")}>`;

const member = (affordance: Affordance, name: string): string =>
  Object.hasOwn(affordance, name) ? typeText(affordance[name], "    ") : "undefined";

/** URI variables of the Thing hold for each affordance (TD 1.1 §5.3.1.1). */
function variables(affordance: Affordance, inherited: unknown): readonly string[] {
  const all = new Map([...entries(inherited), ...entries(affordance.uriVariables)]);
  if (all.size === 0) return [];
  const members = [...all].map(([name, schema]) => `readonly ${memberName(name)}?: ${typeText(schema, "    ")}`);
  return [`{ ${members.join("; ")} }`];
}

const entries = (schemas: unknown): readonly (readonly [string, unknown])[] =>
  isRecord(schemas) ? Object.entries(schemas) : [];
