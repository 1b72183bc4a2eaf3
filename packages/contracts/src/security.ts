import type { CredentialsError } from "@thingwright/errors";
import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import type { MaybePromise } from "./content.js";

/** What an authenticator adds to a request, by carrier. A binding takes those that its protocol has. */
export interface Authentication {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  /** Values for variables of the Form's URI Template. */
  readonly uriVariables?: Readonly<Record<string, string>>;
  /** Members to set in a JSON body, by JSON Pointer. */
  readonly body?: Readonly<Record<string, string>>;
  /** A user of the connection itself (MQTT CONNECT, HTTP proxies). */
  readonly user?: { readonly name: string; readonly password: string };
  /** A pre-shared key of the connection itself (DTLS, TLS). */
  readonly psk?: { readonly identity: string; readonly key: Uint8Array };
}

/** The carriers that a binding can bring to its peer. */
export type AuthenticationCarrier = keyof Authentication;

/** What a request is about, for schemes that sign it. */
export interface AuthenticationTarget {
  readonly uri: string;
  readonly method: string;
  readonly body?: Uint8Array;
}

/** Authenticates the requests of one Form: all of its security schemes at once. */
export interface ClientAuthenticator {
  /**
   * The carriers that `authenticate` may use. Made for a binding, all of them are the binding's; a plugin names
   * alternatives, of which one is enough. A binding refuses a Form with a carrier that it does not have.
   */
  readonly carriers: readonly AuthenticationCarrier[];
  /**
   * Credentials for the next request, read anew each time, so that a rotated credential counts at once.
   *
   * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when the store has none
   */
  authenticate(target: AuthenticationTarget): MaybePromise<Authentication>;
  /** Told of a refusal with the peer's challenges; true when one more try makes sense (digest, an expired token). */
  challenged?(challenges: readonly string[], target: AuthenticationTarget): MaybePromise<boolean>;
}

/** Secrets for one security definition of one Thing; members by what the scheme needs. */
export type Credentials = Readonly<Record<string, unknown>>;

/** Where secrets come from. Never a Thing Description. */
export interface CredentialStore {
  /** Secrets for the definition `name` of `thing`; `undefined` when there are none. */
  get(thing: ThingDescription, name: string): MaybePromise<Credentials | undefined>;
}

/** What a request brought along, by carrier; names of headers in lower case. */
export interface PresentedCredentials {
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  cookie(name: string): string | undefined;
  /** User of the connection itself. */
  readonly user?: { readonly name: string; readonly password: string };
  /** Identity that the transport has already verified (PSK, client certificate). */
  readonly transportIdentity?: string;
}

/** Who asks, once verified. */
export interface Principal {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Verifies the requests to one affordance of an exposed Thing. */
export interface ServerAuthenticator {
  /** Returns, and does not throw, the refusal: refusals are ordinary. Compares secrets in constant time. */
  verify(presented: PresentedCredentials): MaybePromise<Principal | CredentialsError>;
}

/** Decides whether credentials are good, on the exposing side. */
export interface CredentialVerifier {
  /** The principal that `credentials` prove, or `undefined`. */
  verify(definition: string, credentials: Credentials): MaybePromise<Principal | undefined>;
}

/**
 * One security scheme of TD 1.1 §5.3.3, for both sides.
 *
 * Every implementer must keep secrets out of messages, and say in `carriers` everything that `authenticate` may set.
 */
export interface SecuritySchemePlugin {
  /** Value of `scheme`: `basic`, `bearer`, … */
  readonly scheme: string;
  /** @throws {WotError} of any family when the definition cannot be served: the Form is refused with its message */
  client(definition: SecurityScheme, credentials: () => MaybePromise<Credentials>): ClientAuthenticator;
  server(definition: SecurityScheme, name: string, verifier: CredentialVerifier): ServerAuthenticator;
}

/** Composes the authenticators of a Form, so that neither the runtime nor a binding knows a scheme. */
export interface Security {
  /**
   * Authenticator for all of `names` (AND, combos resolved); `undefined` when nothing has to be added.
   *
   * @param carriers - what the binding can carry; all by default
   */
  client(
    thing: ThingDescription,
    names: readonly string[],
    carriers?: readonly AuthenticationCarrier[],
  ): ClientAuthenticator | SecurityRefusal | undefined;
  /** Authenticator for an exposed Thing; `undefined` when anybody may. */
  server(
    thing: Pick<ThingDescription, "securityDefinitions">,
    names: readonly string[],
    verifier: CredentialVerifier | undefined,
  ): ServerAuthenticator | undefined;
}

/** Why a Form's security cannot be met with what is installed. */
export interface SecurityRefusal {
  readonly refused: string;
}
