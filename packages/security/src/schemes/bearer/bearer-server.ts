import {
  andThen,
  type CredentialVerifier,
  type PresentedCredentials,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import type { CredentialsError } from "@thingwright/errors";
import { placesOf } from "../../credentials/credential-slot.js";
import { isPrincipal } from "../ask-verifier.js";
import { maxCredentialLength, type RealmOptions, unauthenticated } from "../challenge.js";
import { credentialsOfScheme } from "../credentials-of-scheme.js";
import { bearerChallenges } from "./bearer-challenge.js";
import { type TokenTerms, tokenComplaint } from "./token-format.js";
import type { TokenPlace } from "./token-place.js";

/** Has the verifier look at `BearerCredentials`, once the token is of the kind that the definition means. */
export function bearerServer(
  { slot, prefixed }: TokenPlace,
  terms: TokenTerms,
  definition: string,
  verifier: CredentialVerifier,
  options: RealmOptions,
): ServerAuthenticator {
  const challenges = bearerChallenges(options);
  const refused = (reason: string | undefined): CredentialsError => unauthenticated(challenges.invalid(reason));
  const tokenIn = (presented: PresentedCredentials): string | undefined => {
    const value = slot.take(presented);
    if (value === undefined || value.length > maxCredentialLength) return undefined;
    return prefixed ? credentialsOfScheme("bearer", value) : value;
  };
  return {
    verify(presented) {
      const token = tokenIn(presented);
      if (token === undefined) return unauthenticated(challenges.absent);
      const complaint = tokenComplaint(token, terms);
      if (complaint !== undefined) return refused(complaint);
      return andThen(verifier.verify(definition, { token }, presented), (outcome) =>
        isPrincipal(outcome) ? outcome : refused(outcome?.refused),
      );
    },
    lacking: (scopes) => [challenges.insufficient(scopes)],
    ...placesOf(slot),
  };
}
