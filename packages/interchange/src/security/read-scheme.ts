import { isRecord, type OAuth2SecurityScheme, type SecurityScheme } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { publicHref } from "../href/public-href.js";
import { isText } from "../read/entries.js";
import type { Placed, Source } from "../read/source.js";

/**
 * The SecuritySchemes that a Security Scheme Object of OpenAPI or AsyncAPI stands for, of which one is enough: one for
 * each OAuth 2.0 flow. What a Thing Description cannot say becomes `auto`, never `nosec`, with a loss.
 */
export function readScheme(place: Placed | undefined, source: Source): readonly SecurityScheme[] {
  const described = isText(place?.value.description) ? { description: place.value.description } : {};
  const schemes = place === undefined ? [] : schemesOf(place, source);
  if (schemes.length === 0) {
    if (place !== undefined) {
      source.losses.add(place.pointer, `a Thing Description has no counterpart of this scheme; it reads "auto"`);
    }
    return [{ scheme: "auto", ...described }];
  }
  return schemes.map((scheme) => ({ ...scheme, ...described }));
}

function schemesOf({ value, pointer }: Placed, source: Source): readonly SecurityScheme[] {
  const { type, scheme, in: place, name } = value;
  if (type === "http" && typeof scheme === "string") return httpSchemes(value, scheme.toLowerCase());
  if (type === "userPassword") return [{ scheme: "basic" }];
  if ((type === "apiKey" || type === "httpApiKey") && isText(name)) {
    if (place === "header" || place === "query" || place === "cookie") return [{ scheme: "apikey", in: place, name }];
  }
  return type === "oauth2" && isRecord(value.flows) ? flowsOf(value.flows, `${pointer}/flows`, source) : [];
}

function httpSchemes(value: JsonObject, scheme: string): readonly SecurityScheme[] {
  if (scheme === "basic" || scheme === "digest") return [{ scheme }];
  if (scheme === "bearer") {
    const format = isText(value.bearerFormat) ? { format: value.bearerFormat.toLowerCase() } : {};
    return [{ scheme, ...format }];
  }
  return value["x-wot-scheme"] === "psk" ? [{ scheme: "psk" }] : [];
}

/** TD 1.1 names of the flows (OpenAPI 3.1 "OAuth Flows Object"). */
const flowNames = new Map([
  ["authorizationCode", "code"],
  ["clientCredentials", "client"],
  ["password", "password"],
  ["implicit", "implicit"],
]);

const urlTerms = [
  ["authorizationUrl", "authorization"],
  ["tokenUrl", "token"],
  ["refreshUrl", "refresh"],
] as const;

function flowsOf(flows: JsonObject, pointer: string, source: Source): readonly OAuth2SecurityScheme[] {
  return [...flowNames].flatMap(([theirs, flow]) => {
    const said = flows[theirs];
    if (!isRecord(said)) return [];
    const urls: [string, string][] = [];
    for (const [term, ours] of urlTerms) {
      if (typeof said[term] !== "string") continue;
      const { href, removed } = publicHref(said[term]);
      for (const what of removed) source.losses.add(`${pointer}/${theirs}/${term}`, `${what} is left out`);
      if (flow !== "client" || ours !== "authorization") urls.push([ours, href]);
    }
    const scopes = Object.keys((said.scopes ?? said.availableScopes ?? {}) as object);
    const listed = scopes.length === 0 ? {} : { scopes };
    const scheme = { scheme: "oauth2" as const, flow, ...Object.fromEntries(urls), ...listed } as OAuth2SecurityScheme;
    return lacksUrl(scheme) ? [] : [scheme];
  });
}

/** Whether a URL is missing without which the flow cannot be followed; such a scheme would be no valid one. */
const lacksUrl = ({ flow, authorization, token }: OAuth2SecurityScheme): boolean =>
  (flow !== "implicit" && token === undefined) ||
  ((flow === "code" || flow === "implicit") && authorization === undefined);
