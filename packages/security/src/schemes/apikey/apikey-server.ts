import type { CredentialVerifier, ServerAuthenticator } from "@thingwright/contracts";
import { type CredentialSlot, placesOf } from "../../credentials/credential-slot.js";
import { askVerifier } from "../ask-verifier.js";
import { maxCredentialLength, quotedRealm, type RealmOptions, unauthenticated } from "../challenge.js";

/**
 * Has the verifier look at `ApiKeyCredentials`. No authentication scheme of HTTP is registered for API keys; the
 * challenge says `ApiKey`, because RFC 9110 §11.6.1 wants one in every 401.
 */
export function apikeyServer(
  slot: CredentialSlot,
  definition: string,
  verifier: CredentialVerifier,
  options: RealmOptions,
): ServerAuthenticator {
  const challenge = `ApiKey realm=${quotedRealm(options)}`;
  return {
    verify(presented) {
      const apiKey = slot.take(presented);
      if (apiKey === undefined || apiKey === "" || apiKey.length > maxCredentialLength) {
        return unauthenticated(challenge);
      }
      return askVerifier(verifier, definition, { apiKey }, presented, challenge);
    },
    ...placesOf(slot),
  };
}
