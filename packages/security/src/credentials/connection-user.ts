import type { Authentication, ConnectionUser, Credentials } from "@thingwright/contracts";
import type { CredentialLocation } from "@thingwright/td";
import { textCredential } from "./read-credential.js";

/** Places in a request of HTTP; a protocol whose credentials travel with the connection has none of them. */
const placesOfHttp: ReadonlySet<CredentialLocation> = new Set(["header", "query", "cookie", "auto"]);

/**
 * Whether a secret in `location` may travel as the password of a connection where its protocol has no such place. A
 * variable of an address and a member of a body are places that every protocol has: there it stays where it belongs.
 */
export const mayBePassword = (location: CredentialLocation): boolean => placesOfHttp.has(location);

/**
 * A connection's user whose password is `secret`: named by `username` of the credentials, or after the scheme, because
 * MQTT 3.1.1 §3.1.2.9 wants a name beside a password and those who look at tokens mostly ignore it.
 *
 * @param grant - names the grant that the secret is a token of
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when `username` is no text
 */
export function connectionUser(
  found: Credentials,
  scheme: string,
  secret: string,
  grant?: string,
): Pick<Authentication, "user"> {
  const name = found.username === undefined ? scheme : textCredential(found, "username");
  const user: ConnectionUser = { name, password: secret };
  return { user: grant === undefined ? user : { ...user, grant } };
}
