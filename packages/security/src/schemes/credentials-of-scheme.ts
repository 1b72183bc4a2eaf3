import { maxCredentialLength } from "./challenge.js";

/**
 * What follows the name of `scheme` in the value of an `Authorization` header, or `undefined` when it is of another
 * scheme, empty or too long. Names of schemes have no case (RFC 9110 §11.1).
 *
 * @param scheme - in lower case
 */
export function credentialsOfScheme(scheme: string, header: string): string | undefined {
  if (header.length > maxCredentialLength) return undefined;
  if (header.slice(0, scheme.length).toLowerCase() !== scheme || header[scheme.length] !== " ") return undefined;
  const credentials = header.slice(scheme.length + 1).trim();
  return credentials === "" ? undefined : credentials;
}
