import type { CredentialVerifier, PresentedCredentials, ServerAuthenticator } from "@thingwright/contracts";
import { askVerifier } from "../ask-verifier.js";
import { maxCredentialLength, quotedRealm, type RealmOptions, unauthenticated } from "../challenge.js";
import { credentialsOfScheme } from "../credentials-of-scheme.js";
import { requireTake } from "../require-take.js";
import type { TokenPlace } from "./token-place.js";

/** Has the verifier look at `BearerCredentials`. */
export function bearerServer(
  { slot, prefixed }: TokenPlace,
  definition: string,
  verifier: CredentialVerifier,
  options: RealmOptions,
): ServerAuthenticator {
  const take = requireTake(slot);
  const challenge = `Bearer realm=${quotedRealm(options)}`;
  const tokenIn = (presented: PresentedCredentials): string | undefined => {
    const value = take(presented);
    if (value === undefined || value.length > maxCredentialLength) return undefined;
    return prefixed ? credentialsOfScheme("bearer", value) : value;
  };
  return {
    verify(presented) {
      const token = tokenIn(presented);
      if (token === undefined) return unauthenticated(challenge);
      // RFC 6750 §3.1: the error is named only to a request that brought a token.
      return askVerifier(verifier, definition, { token }, `${challenge}, error="invalid_token"`);
    },
  };
}
