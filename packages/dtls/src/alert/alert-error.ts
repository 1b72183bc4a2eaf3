import { CredentialsError, RemoteError, type WotError } from "@thingwright/errors";
import { AlertDescription, alertText } from "./alert.js";

/** Alerts with which a peer refuses what this side proved itself with. */
const refusals: ReadonlySet<number> = new Set([
  AlertDescription.unknown_psk_identity,
  AlertDescription.decrypt_error,
  AlertDescription.bad_record_mac,
  AlertDescription.bad_certificate,
  AlertDescription.unsupported_certificate,
  AlertDescription.certificate_revoked,
  AlertDescription.certificate_expired,
  AlertDescription.certificate_unknown,
  AlertDescription.unknown_ca,
  AlertDescription.access_denied,
]);

/** The error of a fatal alert that a peer answered a handshake with. */
export function alertError(description: number, peer: string): WotError {
  const text = alertText(description);
  if (refusals.has(description)) {
    return new CredentialsError(
      "WOT_CREDENTIALS_REFUSED",
      `${peer} refused the credentials of the DTLS handshake: ${text}`,
    );
  }
  return new RemoteError("WOT_REMOTE", `${peer} ended the DTLS handshake: ${text}`, { status: text });
}
