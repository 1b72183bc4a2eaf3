import type { ThingInteraction, UriVariables } from "./thing-description.js";

/** Options of a call, as the Scripting API has them. */
export interface InteractionOptions {
  formIndex?: number;
  uriVariables?: Record<string, unknown>;
  data?: unknown;
}

type Described = { readonly title?: string; readonly uriVariables?: UriVariables };

/** Whether all variables of a call are declared, by the affordance or by the Thing. */
export function validateInteractionOptions(
  thing: Described,
  ti: ThingInteraction,
  options?: InteractionOptions,
): boolean {
  const declared = { ...thing.uriVariables, ...ti.uriVariables };
  return Object.keys(options?.uriVariables ?? {}).every((name) => Object.hasOwn(declared, name));
}

/**
 * The options with defaults of the Thing's variables filled in.
 *
 * @throws {Error} for a variable that is not declared
 */
export function parseInteractionOptions(
  thing: Described,
  ti: ThingInteraction,
  options?: InteractionOptions,
): InteractionOptions {
  if (!validateInteractionOptions(thing, ti, options)) {
    throw new Error(
      `CoreHelpers one or more uriVariables were not found under neither '${ti.title}' Thing Interaction nor '${thing.title}' Thing`,
    );
  }
  const defaults = Object.entries(thing.uriVariables ?? {})
    .filter(([, schema]) => "default" in schema)
    .map(([name, schema]) => [name, schema.default] as const);
  return { ...options, uriVariables: { ...Object.fromEntries(defaults), ...options?.uriVariables } };
}

/** The declared variables that the query of a URL has, numbers as numbers; those of the affordance go first. */
export function parseUrlParameters(
  url: string | undefined,
  globalUriVariables: UriVariables = {},
  uriVariables: UriVariables = {},
): Record<string, unknown> {
  const query = url?.split("?")[1];
  if (query === undefined) return {};
  const declared = new Map(Object.entries({ ...globalUriVariables, ...uriVariables }));
  const given = query.split("&").map((pair) => pair.split("=", 2).map(decoded));
  return Object.fromEntries(
    given.flatMap(([name = "", value = ""]) => {
      const schema = declared.get(name);
      if (schema === undefined) return [];
      return [[name, schema.type === "integer" || schema.type === "number" ? Number(value) : value]];
    }),
  );
}

/** A text that is not well encoded stands for itself: a request must not end a server. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name of an affordance as the segment of a URI Template, with its variables in the query. */
export function nameWithVariables(
  interactionName: string,
  affordanceUriVariables: UriVariables = {},
  thingUriVariables: UriVariables = {},
): string {
  const names = [...Object.keys(affordanceUriVariables), ...Object.keys(thingUriVariables)];
  const query = names.length === 0 ? "" : `{?${names.map(encodeURIComponent).join(",")}}`;
  return encodeURIComponent(interactionName) + query;
}
