import type { CredentialVerifier, PresentedCredentials, ServerAuthenticator } from "@thingwright/contracts";
import { placesOf } from "../../credentials/credential-slot.js";
import { askVerifier } from "../ask-verifier.js";
import { maxCredentialLength, quotedRealm, type RealmOptions, unauthenticated } from "../challenge.js";
import { credentialsOfScheme } from "../credentials-of-scheme.js";
import type { TokenPlace } from "./token-place.js";

/** Has the verifier look at `BearerCredentials`. */
export function bearerServer(
  { slot, prefixed }: TokenPlace,
  definition: string,
  verifier: CredentialVerifier,
  options: RealmOptions,
): ServerAuthenticator {
  const challenge = `Bearer realm=${quotedRealm(options)}`;
  const tokenIn = (presented: PresentedCredentials): string | undefined => {
    const value = slot.take(presented);
    if (value === undefined || value.length > maxCredentialLength) return undefined;
    return prefixed ? credentialsOfScheme("bearer", value) : value;
  };
  return {
    verify(presented) {
      const token = tokenIn(presented);
      if (token === undefined) return unauthenticated(challenge);
      // RFC 6750 §3.1: the error is named only to a request that brought a token.
      return askVerifier(verifier, definition, { token }, presented, `${challenge}, error="invalid_token"`);
    },
    // RFC 6750 §3.1
    lacking: (scopes) => [`${challenge}, error="insufficient_scope", scope="${scopes.join(" ")}"`],
    ...placesOf(slot),
  };
}
