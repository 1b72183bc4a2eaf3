import type { ClientCertificate, Credentials } from "@thingwright/contracts";
import { textCredential } from "../../credentials/read-credential.js";

/** What a CredentialStore holds for a client certificate; PEM. */
export interface CertificateCredentials {
  /** The certificate, and after it those that lead from it to an authority. */
  readonly cert: string;
  readonly key: string;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/**
 * Certificate and key of `found`.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when one of them is not there, or is no text
 */
export function clientCertificateOf(found: Credentials): ClientCertificate {
  const certificate: ClientCertificate = { cert: textCredential(found, "cert"), key: textCredential(found, "key") };
  if (found.passphrase === undefined) return certificate;
  return { ...certificate, passphrase: textCredential(found, "passphrase") };
}
