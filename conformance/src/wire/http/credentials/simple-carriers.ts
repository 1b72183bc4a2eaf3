import type { APIKeySecurityScheme, BasicSecurityScheme, BearerSecurityScheme } from "@thingwright/td";
import type { Carrier } from "../http-exchange.js";
import { type Place, placed } from "./placement.js";

/** User name and password (RFC 7617); in the header section they have the scheme's name before them. */
export function basicCarrier(
  name: string,
  scheme: Pick<BasicSecurityScheme, "in" | "name">,
  username: string,
  password: string,
): Carrier {
  const token = Buffer.from(`${username}:${password}`).toString("base64");
  const place = placeOf(scheme, "header");
  return textCarrier(name, place, place.in === "header" ? "Basic " : "", token, [password]);
}

/** A token (RFC 6750 §2.1); outside the header section it stands alone. */
export function bearerCarrier(name: string, scheme: Pick<BearerSecurityScheme, "in" | "name">, token: string): Carrier {
  const place = placeOf(scheme, "header");
  const isAuthorization = place.in === "header" && place.name.toLowerCase() === "authorization";
  return textCarrier(name, place, isAuthorization ? "Bearer " : "", token);
}

/** A key, where the definition says; in a query by default. */
export function apiKeyCarrier(name: string, scheme: Pick<APIKeySecurityScheme, "in" | "name">, key: string): Carrier {
  return textCarrier(name, placeOf(scheme, "query"), "", key);
}

/** The defaults are those of TD 1.1 §5.4. Without a name, the header field is that of HTTP and the rest is guessed by nobody. */
function placeOf(scheme: { readonly in?: Place["in"]; readonly name?: string }, fallback: Place["in"]): Place {
  const where = scheme.in ?? fallback;
  return { in: where, name: scheme.name ?? (where === "header" || where === "auto" ? "Authorization" : "") };
}

function textCarrier(
  name: string,
  place: Place,
  prefix: string,
  secret: string,
  also: readonly string[] = [],
): Carrier {
  return {
    name,
    secrets: [secret, ...also],
    async dress(dressed) {
      if (place.name === "") return `the definition ${JSON.stringify(name)} does not name the place of its credentials`;
      return placed(dressed, place, `${prefix}${secret}`, `${prefix}<${name}>`);
    },
  };
}
