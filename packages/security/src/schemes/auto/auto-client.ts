import {
  type Authentication,
  type AuthenticationTarget,
  andThen,
  type ClientAuthenticator,
  type Credentials,
  type MaybePromise,
  type SecuritySchemePlugin,
} from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { SecurityScheme } from "@thingwright/td";
import { parseChallenges } from "../auth-params.js";
import { OriginMemory } from "../origin-memory.js";
import { connectionProof } from "./connection-proof.js";

type ClientOf = SecuritySchemePlugin["client"];

/** Makes clients that answer challenges with one of `schemes`, the first whose credentials are there. */
export function autoClient(schemes: readonly SecuritySchemePlugin[]): ClientOf {
  const chosen = new OriginMemory<string>();
  return (definition, credentials) => new AutoClient(definition, credentials, schemes, chosen);
}

class AutoClient implements ClientAuthenticator {
  readonly carriers = ["headers", "user", "psk", "certificate"] as const;
  readonly #definition: SecurityScheme;
  readonly #credentials: () => MaybePromise<Credentials>;
  readonly #clients: ReadonlyMap<string, ClientAuthenticator>;
  /** The scheme that an origin has been answered with. */
  readonly #chosen: OriginMemory<string>;

  constructor(
    definition: SecurityScheme,
    credentials: () => MaybePromise<Credentials>,
    schemes: readonly SecuritySchemePlugin[],
    chosen: OriginMemory<string>,
  ) {
    this.#definition = definition;
    this.#credentials = credentials;
    this.#clients = new Map(schemes.map((plugin) => [plugin.scheme, plugin.client(definition, credentials)]));
    this.#chosen = chosen;
  }

  /** Before a challenge, a connection gets what proves a peer, as it has no other occasion; a request gets nothing. */
  authenticate(target: AuthenticationTarget): MaybePromise<Authentication> {
    return andThen(this.#credentials(), (found) => {
      const client = this.#clients.get(this.#chosen.get(this.#definition, target) ?? "");
      return andThen(client?.authenticate(target) ?? {}, (authentication) => ({
        ...connectionProof(found),
        ...authentication,
      }));
    });
  }

  async challenged(challenges: readonly string[], target: AuthenticationTarget): Promise<boolean> {
    const asked = new Set(parseChallenges(challenges).map(({ scheme }) => scheme));
    for (const [scheme, client] of this.#clients) {
      if (!asked.has(scheme) || !(await canAnswer(client, target))) continue;
      const isNew = this.#chosen.get(this.#definition, target) !== scheme;
      if (!(client.challenged === undefined ? isNew : await client.challenged(challenges, target))) continue;
      this.#chosen.set(this.#definition, target, scheme);
      return true;
    }
    return false;
  }
}

/** Whether the credentials are there that this scheme needs. */
async function canAnswer(client: ClientAuthenticator, target: AuthenticationTarget): Promise<boolean> {
  try {
    await client.authenticate(target);
    return true;
  } catch (error) {
    if (error instanceof CredentialsError) return false;
    throw error;
  }
}
