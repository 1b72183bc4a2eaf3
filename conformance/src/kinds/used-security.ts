import type { SecurityScheme, ThingDescription } from "@thingwright/td";

/** Deepest nesting of combo schemes that is looked into. */
const maxComboDepth = 8;

/** Each `security` of the description: that of the Thing, and those of Forms that have one of their own. */
export function securityConfigurations(thing: ThingDescription): readonly (readonly string[])[] {
  const affordances = [thing.properties, thing.actions, thing.events].flatMap((group) => Object.values(group ?? {}));
  const forms = [thing.forms ?? [], ...affordances.map((each) => each.forms)].flat();
  const named = forms.flatMap(({ security }) => (security === undefined ? [] : [[security].flat()]));
  return [[thing.security].flat(), ...named];
}

/** The schemes that are used, with those that combo schemes put together, and the combo schemes themselves. */
export function usedSchemes(thing: ThingDescription): readonly SecurityScheme[] {
  const names = new Set(securityConfigurations(thing).flat());
  return [...names].flatMap((name) => schemesOf(thing, name, 0));
}

function schemesOf(thing: ThingDescription, name: string, depth: number): readonly SecurityScheme[] {
  const { securityDefinitions } = thing;
  if (depth > maxComboDepth || !Object.hasOwn(securityDefinitions, name)) return [];
  const definition = securityDefinitions[name]!;
  const { oneOf, allOf } = definition as { readonly oneOf?: string | string[]; readonly allOf?: string | string[] };
  const parts = definition.scheme === "combo" ? [oneOf ?? [], allOf ?? []].flat() : [];
  return [definition, ...parts.flatMap((each) => schemesOf(thing, each, depth + 1))];
}
