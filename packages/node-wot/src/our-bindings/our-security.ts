import type { AuthenticationCarrier, ClientAuthenticator, Credentials } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import { defaultSchemes, security } from "@thingwright/security";
import { type ThingDescription, tdContext } from "@thingwright/td";
import type { TheirSecurityScheme } from "../plug-in/interfaces.js";

/**
 * What their runtime sets as the security of a client: all of the schemes count, and each takes of the credentials, one or a list of
 * them, the first that has what the scheme needs.
 */
export class OurSecurity {
  /** A Thing that has these schemes, and nothing else: their runtime does not say for which Thing it asks. */
  readonly thing: ThingDescription;
  readonly #names: readonly string[];
  readonly #composer;

  constructor(metadata: readonly TheirSecurityScheme[] = [], credentials?: unknown) {
    const all = (Array.isArray(credentials) ? credentials : [credentials]).filter(isCredentials);
    const definitions: Record<string, TheirSecurityScheme> = {};
    for (const [index, scheme] of metadata.entries()) definitions[`sc_${index}`] = scheme;
    if (metadata.length === 0) definitions.sc_0 = { scheme: "nosec" };
    this.#names = Object.keys(definitions);
    this.thing = {
      "@context": tdContext,
      title: "a Thing that node-wot consumes",
      securityDefinitions: definitions as ThingDescription["securityDefinitions"],
      security: [...this.#names] as [string, ...string[]],
    };
    this.#composer = security(defaultSchemes(), {
      get: (_, name) => fitting(definitions[name]?.scheme ?? "", all),
    });
  }

  /**
   * Authenticates the requests of a Form; `undefined` when there is nothing to add.
   *
   * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when the binding cannot bring what the schemes need: nothing is sent then
   */
  authenticator(
    carriers: readonly AuthenticationCarrier[],
    scopes: readonly string[],
  ): ClientAuthenticator | undefined {
    const composed = this.#composer.client(this.thing, this.#names, carriers, scopes);
    if (composed === undefined || !("refused" in composed)) return composed;
    throw new CredentialsError("WOT_CREDENTIALS_MISSING", composed.refused);
  }
}

function fitting(scheme: string, all: readonly Credentials[]): Credentials | undefined {
  const members = membersOf[scheme as keyof typeof membersOf] ?? [];
  const found = all.find((each) => members.every((member) => Object.hasOwn(each, member))) ?? all[0];
  return found === undefined ? undefined : { ...found, ...renamed(scheme, found) };
}

/** Where they have another word for it. */
function renamed(scheme: string, found: Credentials): Credentials {
  if (scheme === "psk" && "psk" in found) return { key: found.psk };
  if (scheme === "apikey" && "apikey" in found) return { apiKey: found.apikey };
  return {};
}

const membersOf = {
  basic: ["username", "password"],
  digest: ["username", "password"],
  bearer: ["token"],
  apikey: ["apiKey"],
  psk: ["identity", "psk"],
  oauth2: ["clientId"],
} as const;

const isCredentials = (value: unknown): value is Credentials => typeof value === "object" && value !== null;
