import type { CredentialStore, Credentials, CredentialVerifier } from "@thingwright/contracts";
import { type KnownCredentials, staticVerifier } from "@thingwright/security";
import { isRecord } from "@thingwright/td";

/** Secrets by the `id` of a Thing, several for each; they may be added while a program runs. */
export class CredentialList {
  readonly #byThing = new Map<string, unknown[]>();

  add(id: string, credentials: unknown): void {
    this.#byThing.set(id, [...(this.#byThing.get(id) ?? []), credentials]);
  }

  of(id: string): unknown[] | undefined {
    return this.#byThing.get(id);
  }

  /** For what is consumed: of a Thing's secrets, the first that the security definition can use. */
  get store(): CredentialStore {
    return {
      get: (thing, name) => {
        const definition = thing.securityDefinitions[name];
        const known = (this.#byThing.get(thing.id ?? "") ?? []).filter(isRecord).map(asOurs);
        return known.find((credentials) => suits(definition?.scheme, credentials)) ?? known[0];
      },
    };
  }

  /**
   * For what is exposed: whoever knows one of a Thing's secrets may use that Thing.
   *
   * @param thingOf - the `id` of the Thing that a security definition is of
   */
  verifier(thingOf: (definition: string) => string | undefined): CredentialVerifier {
    const judge = (definition: string) => staticVerifier({ [definition]: this.#known(thingOf(definition)) });
    return {
      verify: (definition, credentials) => judge(definition).verify(definition, credentials),
      verifyProof: (definition, username, proves) => judge(definition).verifyProof?.(definition, username, proves),
    };
  }

  #known(id: string | undefined): KnownCredentials[] {
    const list = id === undefined ? [] : (this.#byThing.get(id) ?? []);
    return list.filter(isRecord).map((credentials) => ({
      credentials: asOurs(credentials),
      principal: { name: String(credentials.username ?? "anybody"), scopes: [] },
    }));
  }
}

/** The names that node-wot's bindings have for secrets, as our schemes have them. */
function asOurs(credentials: Record<string, unknown>): Credentials {
  const { psk, key, ...others } = credentials;
  return { ...others, ...(psk === undefined && key === undefined ? {} : { key: psk ?? key }) };
}

const needed: Readonly<Record<string, string>> = {
  basic: "password",
  digest: "password",
  bearer: "token",
  apikey: "apiKey",
  psk: "key",
  oauth2: "clientId",
};

const suits = (scheme: string | undefined, credentials: Credentials): boolean =>
  scheme !== undefined && needed[scheme] !== undefined && Object.hasOwn(credentials, needed[scheme]);
