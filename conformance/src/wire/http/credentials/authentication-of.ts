import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import type { Secret } from "../../../run/credentials.js";
import type { Carrier, HttpAuthentication } from "../http-exchange.js";
import { digestCarrier } from "./digest-carrier.js";
import { oauth2Carrier } from "./oauth2-carrier.js";
import { apiKeyCarrier, basicCarrier, bearerCarrier } from "./simple-carriers.js";

/** Deepest nesting of combo schemes that is looked into. */
const maxComboDepth = 8;

/** What is known for making carriers. */
export interface Keyring {
  /** The secret for a security definition of the Thing. */
  secretFor(definition: string): Secret | undefined;
  /** Makes up the nonce of a client. */
  readonly clientNonce: () => string;
}

/**
 * The credentials for these security definitions, all of which apply; of a `combo` with `oneOf` the first that there are
 * credentials for. A text says why there are none.
 */
export function authenticationOf(
  { securityDefinitions }: Pick<ThingDescription, "securityDefinitions">,
  names: readonly string[],
  keyring: Keyring,
): HttpAuthentication | string {
  const carriers = allOf(securityDefinitions, names, keyring, 0);
  return typeof carriers === "string" ? carriers : { carriers };
}

type Definitions = ThingDescription["securityDefinitions"];
type Found = readonly Carrier[] | string;

function allOf(definitions: Definitions, names: readonly string[], keyring: Keyring, depth: number): Found {
  const found = names.map((name) => carriersOf(definitions, name, keyring, depth));
  return found.find((each) => typeof each === "string") ?? (found as (readonly Carrier[])[]).flat();
}

function oneOf(definitions: Definitions, names: readonly string[], keyring: Keyring, depth: number): Found {
  const found = names.map((name) => carriersOf(definitions, name, keyring, depth));
  return found.find((each) => typeof each !== "string") ?? found[0] ?? "the combo has no members";
}

function carriersOf(definitions: Definitions, name: string, keyring: Keyring, depth: number): Found {
  const scheme = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (scheme === undefined || depth > maxComboDepth) return `${JSON.stringify(name)} is not defined`;
  if (scheme.scheme === "nosec") return [];
  if (scheme.scheme === "combo") {
    const { oneOf: any, allOf: every } = scheme as {
      readonly oneOf?: readonly string[];
      readonly allOf?: readonly string[];
    };
    return any === undefined
      ? allOf(definitions, [every ?? []].flat(), keyring, depth + 1)
      : oneOf(definitions, [any].flat(), keyring, depth + 1);
  }
  const carrier = carrierOf(name, scheme, keyring.secretFor(name) ?? {}, keyring);
  return typeof carrier === "string" ? carrier : [carrier];
}

function carrierOf(name: string, scheme: SecurityScheme, secret: Secret, { clientNonce }: Keyring): Carrier | string {
  const { username, password, token, apiKey, clientId, clientSecret } = secret;
  const lacks = (what: string): string => `there is no ${what} for ${JSON.stringify(name)}`;
  const { scheme: kind } = scheme;
  if (kind === "basic" || kind === "digest") {
    if (username === undefined || password === undefined) return lacks("username and password");
    if (kind === "digest") return digestCarrier(name, username, password, clientNonce);
    return basicCarrier(name, scheme as Parameters<typeof basicCarrier>[1], username, password);
  }
  if (kind === "bearer" || (kind === "oauth2" && token !== undefined)) {
    if (token === undefined) return lacks("token");
    return bearerCarrier(name, kind === "bearer" ? (scheme as Parameters<typeof bearerCarrier>[1]) : {}, token);
  }
  if (kind === "apikey") {
    return apiKey === undefined
      ? lacks("apiKey")
      : apiKeyCarrier(name, scheme as Parameters<typeof apiKeyCarrier>[1], apiKey);
  }
  if (kind === "oauth2") {
    if (clientId === undefined || clientSecret === undefined) return lacks("token, or clientId and clientSecret,");
    return oauth2Carrier(name, scheme as Parameters<typeof oauth2Carrier>[1], clientId, clientSecret);
  }
  return `credentials of the scheme ${JSON.stringify(kind)} cannot be carried over HTTP`;
}
