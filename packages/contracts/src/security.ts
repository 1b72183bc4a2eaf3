import type { CredentialsError } from "@thingwright/errors";
import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import type { MaybePromise } from "./maybe-promise.js";

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
  readonly user?: ConnectionUser;
  /** A pre-shared key of the connection itself (DTLS, TLS). */
  readonly psk?: PreSharedKey;
  /** What is shown when the connection is made by TLS or DTLS. */
  readonly certificate?: ClientCertificate;
}

/** Whom a connection is made as. */
export interface ConnectionUser {
  readonly name: string;
  /** A password, or a token in the place of one. */
  readonly password: string;
  /**
   * Names the grant that `password` is a token of, without a secret. All tokens of a grant speak for the same: a connection
   * that was made with one serves the next as well, until the peer ends it.
   */
  readonly grant?: string;
}

export interface PreSharedKey {
  readonly identity: string;
  readonly key: Uint8Array;
}

/** A certificate of a client, with those that lead from it to an authority, and its key; PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/** The carriers that a binding can bring to its peer. */
export type AuthenticationCarrier = keyof Authentication;

/** What a request is about, for schemes that sign it. */
export interface AuthenticationTarget {
  readonly uri: string;
  readonly method: string;
  readonly body?: Uint8Array;
  /** Aborts when the caller waits no longer, so that nothing is asked for (a token) that nobody waits for. */
  readonly signal?: AbortSignal;
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
  /**
   * Told that the peer has refused a request for missing or stale credentials, with its challenges. True when one more
   * try makes sense (digest, an expired token): a binding then calls `authenticate` again and repeats the request, once for
   * an exchange and within its deadline. Otherwise the refusal stands as a CredentialsError.
   */
  challenged?(challenges: readonly string[], target: AuthenticationTarget): MaybePromise<boolean>;
}

/** Secrets for one security definition of one Thing; members by what the scheme needs. */
export type Credentials = Readonly<Record<string, unknown>>;

/** Where secrets come from. Never a Thing Description. */
export interface CredentialStore {
  /** Secrets for the definition `name` of `thing`; `undefined` when there are none. */
  get(thing: ThingDescription, name: string): MaybePromise<Credentials | undefined>;
}

/**
 * What a request brought along, by carrier. A binding only carries it: whether it is good, a `ServerAuthenticator` says.
 * Each look-up answers `undefined` for what did not come, or for a carrier that the protocol does not have; nothing is
 * parsed before it is asked for. No name reaches a prototype.
 */
export interface PresentedCredentials {
  /** @param name - in lower case */
  header(name: string): string | undefined;
  /** Percent-decoded. */
  query(name: string): string | undefined;
  cookie(name: string): string | undefined;
  /**
   * The text at a JSON Pointer of a JSON body. The runtime adds it to what a binding presents.
   *
   * @param pointer - RFC 6901, from the root of the body
   */
  bodyMember?(pointer: string): string | undefined;
  /** User of the connection itself. */
  readonly user?: { readonly name: string; readonly password: string };
  /** Identity that the transport has already verified (PSK, client certificate). */
  readonly transportIdentity?: string;
  /** What is asked for, as the peer named it, for schemes that sign it. The runtime adds the body. */
  readonly target?: AuthenticationTarget;
  /** Address of the peer without its port, for limits on attempts; absent where there is none. */
  readonly peer?: string;
  /**
   * What the credentials came with: the same object as often as they are looked at, so that a proof that is good once is
   * used once. The runtime adds it: it is what a binding presents, which a binding makes once for a message.
   */
  readonly message?: object;
}

/** Who asks, once verified. */
export interface Principal {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Verifies the requests to one affordance of an exposed Thing. */
export interface ServerAuthenticator {
  /**
   * Returns, and does not throw, the refusal: refusals are ordinary. Compares secrets in constant time.
   *
   * @throws {RequestError} WOT_TOO_MANY after too many wrong credentials or with too many at once, before it looks at these
   */
  verify(presented: PresentedCredentials): MaybePromise<Principal | CredentialsError>;
  /** Variables of the Forms' URI Templates in which it looks for credentials, with `PresentedCredentials.query`. */
  readonly uriVariables?: readonly string[];
  /** Members of a JSON body in which it looks for credentials, by JSON Pointer: no part of the value that is sent. */
  readonly bodyMembers?: readonly string[];
  /**
   * Challenges for a principal that lacks `scopes`, where the scheme has such (RFC 6750 §3.1, `insufficient_scope`).
   * They go with WOT_CREDENTIALS_REFUSED.
   */
  lacking?(scopes: readonly string[]): readonly string[];
}

/** What a verifier keeps of a user's password: itself, or its digest of RFC 7616 §3.4.2 for one algorithm. */
export type KeptPassword =
  | { readonly password: string }
  | {
      /** `H(username ":" realm ":" password)` in lower-case hexadecimal. */
      readonly ha1: string;
      readonly algorithm: "MD5" | "SHA-256" | "SHA-512-256";
    };

/** Why a verifier does not take credentials, in words that the peer may read: without any secret. */
export interface CredentialsRefusal {
  readonly refused: string;
}

/** Decides whether credentials are good, on the exposing side. */
export interface CredentialVerifier {
  /**
   * The principal that `credentials` prove, or `undefined`, or a refusal that says why.
   *
   * @param presented - all that the request brought, for rules about where it comes from
   */
  verify(
    definition: string,
    credentials: Credentials,
    presented?: PresentedCredentials,
  ): MaybePromise<Principal | CredentialsRefusal | undefined>;
  /**
   * The principal of `username` if `proves` is true for what is kept of its password, or `undefined`: for schemes whose
   * secret does not travel (digest). Call `proves` for an unknown user too, with any password, so that time does not tell
   * who is known. A verifier without it cannot serve such schemes.
   */
  verifyProof?(
    definition: string,
    username: string,
    proves: (kept: KeptPassword) => boolean,
    presented?: PresentedCredentials,
  ): MaybePromise<Principal | undefined>;
}

/**
 * One security scheme of TD 1.1 §5.3.3, for both sides.
 *
 * Every implementer must keep secrets out of messages, and say in `carriers` everything that `authenticate` may set.
 */
export interface SecuritySchemePlugin {
  /** Value of `scheme`: `basic`, `bearer`, … */
  readonly scheme: string;
  /**
   * @param scopes - those of the Form, for schemes that ask for them; by default none
   * @throws {WotError} of any family when the definition cannot be served: the Form is refused with its message
   */
  client(
    definition: SecurityScheme,
    credentials: () => MaybePromise<Credentials>,
    scopes?: readonly string[],
  ): ClientAuthenticator;
  server(definition: SecurityScheme, name: string, verifier: CredentialVerifier): ServerAuthenticator;
}

/** Composes the authenticators of a Form, so that neither the runtime nor a binding knows a scheme. */
export interface Security {
  /**
   * Authenticator for all of `names` (AND, combos resolved); `undefined` when nothing has to be added.
   *
   * @param carriers - what the binding can carry; all by default
   * @param scopes - those of the Form; by default none
   */
  client(
    thing: ThingDescription,
    names: readonly string[],
    carriers?: readonly AuthenticationCarrier[],
    scopes?: readonly string[],
  ): ClientAuthenticator | SecurityRefusal | undefined;
  /**
   * Authenticator for an exposed Thing; `undefined` when anybody may.
   *
   * @param scopes - what a principal needs all of; by default nothing
   * @throws {UsageError} WOT_ARGUMENT when the security is not there, or scopes are asked of anybody
   */
  server(
    thing: Pick<ThingDescription, "securityDefinitions">,
    names: readonly string[],
    verifier: CredentialVerifier | undefined,
    scopes?: readonly string[],
  ): ServerAuthenticator | undefined;
}

/** Why a Form's security cannot be met with what is installed. */
export interface SecurityRefusal {
  readonly refused: string;
}
