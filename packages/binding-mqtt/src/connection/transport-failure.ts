import { CredentialsError, isWotError, type WotError } from "@thingwright/errors";

/**
 * What an error of the way to the broker `url` says about credentials, or was from the beginning; `undefined` when it only
 * says that the way is no good.
 */
export function refusalByTransport(cause: unknown, url: string): WotError | undefined {
  if (isWotError(cause) && cause instanceof CredentialsError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (!credentialAlerts.test(code)) return undefined;
  const message = `the broker ${url} does not take the certificate or key of this client`;
  return new CredentialsError("WOT_CREDENTIALS_REFUSED", message, { cause });
}

/** Alerts by which a peer refuses what a client has shown (RFC 8446 §6.2), as OpenSSL names them. */
const credentialAlerts =
  /^ERR_SSL_.*ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REQUIRED|REVOKED|UNKNOWN)|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR|UNKNOWN_PSK_IDENTITY)$|^ERR_SSL_TLSV1_ALERT_UNKNOWN_PSK_IDENTITY$/;
