import {
  escapePointer,
  type OAuth2SecurityScheme,
  type SecurityScheme,
  securityDefaults,
  type ThingDescription,
} from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { publicHref } from "../href/public-href.js";

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
 * has an object of a scheme that nobody knows, so that what needs it never looks open; `nosec` and `combo` are absent,
 * because Security Requirement Objects say them.
 */
export function securitySchemesOf(thing: ThingDescription, losses: LossList): ReadonlyMap<string, JsonObject> {
  const schemes = new Map<string, JsonObject>();
  for (const [name, definition] of Object.entries(thing.securityDefinitions)) {
    const pointer = `/securityDefinitions/${escapePointer(name)}`;
    if (definition.scheme === "nosec" || definition.scheme === "combo") {
      losses.addOthers(definition, pointer, requirementTerms, "OpenAPI");
      continue;
    }
    const scheme = schemeOf(securityDefaults(definition), pointer, losses);
    if (scheme === undefined) losses.add(pointer, `OpenAPI has no counterpart of this ${definition.scheme} scheme`);
    schemes.set(name, describe(scheme ?? unknownScheme(definition.scheme), definition));
    losses.addOthers(definition, pointer, carriedTerms, "OpenAPI");
  }
  return schemes;
}

const requirementTerms = new Set(["scheme", "oneOf", "allOf"]);

/** Stands for a scheme that the other format has no word for: valid there, and satisfied by nobody who does not know it. */
export const unknownScheme = (scheme: string): JsonObject => ({
  type: "http",
  scheme: `x-wot-${scheme.replace(/[^A-Za-z0-9-]/g, "-").toLowerCase()}`,
  description: `The Thing Description's security scheme "${scheme}", which this format cannot express.`,
  "x-wot-scheme": scheme,
});

const carriedTerms = new Set([
  ...["scheme", "description", "in", "name", "format", "flow", "authorization", "token", "refresh", "scopes"],
]);

const describe = (scheme: JsonObject, { description }: SecurityScheme): JsonObject =>
  description === undefined ? scheme : { ...scheme, description };

function schemeOf(definition: SecurityScheme, pointer: string, losses: LossList): JsonObject | undefined {
  if (definition.scheme === "basic" || definition.scheme === "digest") {
    const standard = definition.in === "header" && isAuthorization(definition.name);
    return standard ? { type: "http", scheme: definition.scheme } : undefined;
  }
  if (definition.scheme === "bearer") {
    const standard = definition.in === "header" && isAuthorization(definition.name);
    if (standard) return { type: "http", scheme: "bearer", bearerFormat: definition.format };
    losses.add(`${pointer}/format`, "OpenAPI names the format of a bearer token in the field Authorization only");
    return apiKeyOf(definition);
  }
  if (definition.scheme === "apikey") return apiKeyOf(definition);
  return definition.scheme === "oauth2" ? oauth2Of(definition, pointer, losses) : undefined;
}

const isAuthorization = (name: string | undefined) => name === undefined || name.toLowerCase() === "authorization";

function apiKeyOf({ in: place, name }: { readonly in?: string; readonly name?: string }): JsonObject | undefined {
  const said = place === "header" || place === "query" || place === "cookie";
  return said && name !== undefined ? { type: "apiKey", in: place, name } : undefined;
}

/** The OAuth2 Security Scheme Object, the same in OpenAPI and AsyncAPI but for the name of the scopes. */
export function oauth2Of(
  definition: OAuth2SecurityScheme,
  pointer: string,
  losses: LossList,
  scopesTerm = "scopes",
): JsonObject | undefined {
  const flow = flowNames.get(definition.flow);
  const urls = urlsOf(definition, pointer, losses);
  const needsAuthorization = flow === "authorizationCode" || flow === "implicit";
  if (flow === undefined || (needsAuthorization && urls.authorization === undefined)) return undefined;
  if (flow !== "implicit" && urls.token === undefined) return undefined;
  const scopes = Object.fromEntries([definition.scopes ?? []].flat().map((scope) => [scope, ""]));
  const named = {
    ...(needsAuthorization ? { authorizationUrl: urls.authorization } : {}),
    ...(flow === "implicit" ? {} : { tokenUrl: urls.token }),
    ...(urls.refresh === undefined ? {} : { refreshUrl: urls.refresh }),
  };
  return { type: "oauth2", flows: { [flow]: { ...named, [scopesTerm]: scopes } } };
}

const urlTerms = ["authorization", "token", "refresh"] as const;

/** The URLs of an oauth2 scheme without users; one that is no URL counts as absent. */
function urlsOf(definition: OAuth2SecurityScheme, pointer: string, losses: LossList) {
  const urls: { [term in (typeof urlTerms)[number]]?: string } = {};
  for (const term of urlTerms) {
    const said = definition[term];
    if (said === undefined) continue;
    const { href, removed } = publicHref(said);
    for (const what of removed) losses.add(`${pointer}/${term}`, `${what} is left out: a secret is not published`);
    if (URL.canParse(href)) urls[term] = href;
    else losses.add(`${pointer}/${term}`, "this is no absolute URL");
  }
  return urls;
}
