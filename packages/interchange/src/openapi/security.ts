import { escapePointer, type SecurityScheme, securityDefaults, type ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";

/** OpenAPI's names of the OAuth 2.0 flows (OpenAPI 3.1 "OAuth Flows Object"). */
const flowNames = new Map([
  ["code", "authorizationCode"],
  ["client", "clientCredentials"],
  ["password", "password"],
  ["implicit", "implicit"],
]);

/** A component's key allows letters, digits, `.`, `-` and `_`; any other character becomes its code point between dots. */
export const componentKey = (name: string): string =>
  name.replace(/[^A-Za-z0-9_-]/gu, (character) => `.${character.codePointAt(0)!.toString(16)}.`);

/**
 * The Security Scheme Objects of `thing`, by the name in `securityDefinitions`. One that OpenAPI cannot say is a loss and
 * absent; `nosec` and `combo` are absent too, because Security Requirement Objects say them.
 */
export function securitySchemesOf(thing: ThingDescription, losses: LossList): ReadonlyMap<string, JsonObject> {
  const schemes = new Map<string, JsonObject>();
  for (const [name, definition] of Object.entries(thing.securityDefinitions)) {
    if (definition.scheme === "nosec" || definition.scheme === "combo") continue;
    const pointer = `/securityDefinitions/${escapePointer(name)}`;
    const scheme = schemeOf(securityDefaults(definition));
    if (scheme === undefined) losses.add(pointer, `OpenAPI has no counterpart of this ${definition.scheme} scheme`);
    else schemes.set(name, describe(scheme, definition));
    losses.addOthers(definition, pointer, carriedTerms, "OpenAPI");
  }
  return schemes;
}

const carriedTerms = new Set([
  ...["scheme", "description", "in", "name", "format", "flow", "authorization", "token", "refresh", "scopes"],
]);

const describe = (scheme: JsonObject, { description }: SecurityScheme): JsonObject =>
  description === undefined ? scheme : { ...scheme, description };

function schemeOf(definition: SecurityScheme): JsonObject | undefined {
  if (definition.scheme === "basic" || definition.scheme === "digest") {
    const standard = definition.in === "header" && isAuthorization(definition.name);
    return standard ? { type: "http", scheme: definition.scheme } : undefined;
  }
  if (definition.scheme === "bearer") {
    const standard = definition.in === "header" && isAuthorization(definition.name);
    return standard ? { type: "http", scheme: "bearer", bearerFormat: definition.format } : apiKeyOf(definition);
  }
  if (definition.scheme === "apikey") return apiKeyOf(definition);
  return definition.scheme === "oauth2" ? oauth2Of(definition) : undefined;
}

const isAuthorization = (name: string | undefined) => name === undefined || name.toLowerCase() === "authorization";

function apiKeyOf({ in: place, name }: { readonly in?: string; readonly name?: string }): JsonObject | undefined {
  const said = place === "header" || place === "query" || place === "cookie";
  return said && name !== undefined ? { type: "apiKey", in: place, name } : undefined;
}

function oauth2Of(definition: Extract<SecurityScheme, { scheme: "oauth2" }>): JsonObject | undefined {
  const flow = flowNames.get(definition.flow);
  const { authorization, token, refresh } = definition;
  const needsAuthorization = flow === "authorizationCode" || flow === "implicit";
  if (flow === undefined || (needsAuthorization && authorization === undefined)) return undefined;
  if (flow !== "implicit" && token === undefined) return undefined;
  const scopes = Object.fromEntries([definition.scopes ?? []].flat().map((scope) => [scope, ""]));
  const urls = {
    ...(needsAuthorization ? { authorizationUrl: authorization } : {}),
    ...(flow === "implicit" ? {} : { tokenUrl: token }),
    ...(refresh === undefined ? {} : { refreshUrl: refresh }),
  };
  return { type: "oauth2", flows: { [flow]: { ...urls, scopes } } };
}

/** Most alternatives that a combination of `combo` schemes is written out to. */
const maxAlternatives = 64;

/**
 * The Security Requirement Objects that mean `names`, all of which apply: alternatives, of which each has all its
 * schemes. `undefined` when a scheme in every alternative has no counterpart, for an empty list would say "no security".
 */
export function requirementsOf(
  thing: ThingDescription,
  schemes: ReadonlyMap<string, JsonObject>,
  names: readonly string[],
  scopes: readonly string[],
): readonly JsonObject[] | undefined {
  const alternatives = allOf(thing, schemes, names, new Set());
  if (alternatives.length === 0 || alternatives.length > maxAlternatives) return undefined;
  return alternatives.map((needed) =>
    Object.fromEntries(
      [...new Set(needed)].map((name) => [componentKey(name), schemes.get(name)!.type === "oauth2" ? scopes : []]),
    ),
  );
}

type Alternatives = readonly (readonly string[])[];

function allOf(
  thing: ThingDescription,
  schemes: ReadonlyMap<string, JsonObject>,
  names: readonly string[],
  open: ReadonlySet<string>,
): Alternatives {
  let product: Alternatives = [[]];
  for (const name of names) {
    const choices = choicesOf(thing, schemes, name, open);
    product = product.flatMap((left) => choices.map((right) => [...left, ...right])).slice(0, maxAlternatives + 1);
  }
  return product;
}

/** Each way to satisfy the scheme `name`; none for one that OpenAPI cannot say or a combo that contains itself. */
function choicesOf(
  thing: ThingDescription,
  schemes: ReadonlyMap<string, JsonObject>,
  name: string,
  open: ReadonlySet<string>,
): Alternatives {
  const definition = Object.hasOwn(thing.securityDefinitions, name) ? thing.securityDefinitions[name] : undefined;
  if (definition?.scheme === "nosec") return [[]];
  if (definition?.scheme !== "combo") return schemes.has(name) ? [[name]] : [];
  if (open.has(name)) return [];
  const within = new Set([...open, name]);
  if (definition.allOf !== undefined) return allOf(thing, schemes, definition.allOf, within);
  return (definition.oneOf ?? []).flatMap((each) => choicesOf(thing, schemes, each, within));
}
