import type { Credentials } from "@thingwright/contracts";
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, None } from "oauth4webapi";
import { textCredential, unusableCredentials } from "../../credentials/read-credential.js";

/** What a CredentialStore holds for the scheme `oauth2`. */
export interface OAuth2Credentials {
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  /** How the secret travels to the token endpoint (RFC 6749 §2.3.1). Default `client_secret_basic`. */
  readonly clientAuthentication?: "client_secret_basic" | "client_secret_post";
  /** One that was granted before: nobody has to be asked. */
  readonly refreshToken?: string;
  /**
   * What the token is to be good for (RFC 8707). By default the origin of the Form, so that a Thing cannot pass the token on
   * to another one; `false` for an authorization server that refuses the parameter.
   */
  readonly resource?: string | false;
  /** The same for authorization servers that call it `audience`. */
  readonly audience?: string;
  /** Issuer of the authorization server; a redirect that names another one is refused (RFC 9207). */
  readonly issuer?: string;
  /** The only token endpoint that these secrets may go to. Without it: the one that the Thing Description names. */
  readonly tokenEndpoint?: string;
  /** Name beside a token that is the password of a connection (MQTT). Default `bearer`. */
  readonly username?: string;
}

/**
 * `found` as credentials of this scheme.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when a member is missing, is of another type, or is for another endpoint
 */
export function oauth2Credentials(found: Credentials, tokenEndpoint: string): OAuth2Credentials {
  textCredential(found, "clientId");
  for (const name of optionalTexts) if (found[name] !== undefined) textCredential(found, name);
  const credentials = found as unknown as OAuth2Credentials;
  const { resource, tokenEndpoint: own } = credentials;
  if (resource !== undefined && resource !== false && typeof resource !== "string") {
    throw unusableCredentials('"resource" of the credentials is a text or false');
  }
  if (own !== undefined && own !== tokenEndpoint) {
    throw unusableCredentials("the credentials are for another token endpoint than the one that the Thing names");
  }
  return credentials;
}

const optionalTexts = [
  "clientSecret",
  "clientAuthentication",
  "refreshToken",
  "audience",
  "issuer",
  "tokenEndpoint",
  "username",
] as const;

/** How a client proves to the token endpoint who it is. */
export function clientAuthentication({ clientSecret, clientAuthentication: how }: OAuth2Credentials): ClientAuth {
  if (clientSecret === undefined) return None();
  if (how === "client_secret_post") return ClientSecretPost(clientSecret);
  if (how === undefined || how === "client_secret_basic") return ClientSecretBasic(clientSecret);
  throw unusableCredentials('"clientAuthentication" is client_secret_basic or client_secret_post');
}
