import type { Credentials } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";

/**
 * The text `name` of `credentials`.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when it is not there or is no text
 */
export function textCredential(credentials: Credentials, name: string): string {
  const value = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
  if (typeof value === "string") return value;
  throw unusableCredentials(`the credentials have no text "${name}"`);
}

/** The error of credentials that are there and cannot be used. The reason must not quote them. */
export const unusableCredentials = (reason: string) => new CredentialsError("WOT_CREDENTIALS_MISSING", reason);
