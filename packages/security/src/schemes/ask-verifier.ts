import {
  andThen,
  type Credentials,
  type CredentialVerifier,
  type MaybePromise,
  type PresentedCredentials,
  type Principal,
} from "@thingwright/contracts";
import type { CredentialsError } from "@thingwright/errors";
import { unauthenticated } from "./challenge.js";

/**
 * The principal that `verifier` finds, or a refusal with `challenge`. An answer that is no principal, such as the
 * `false` or `true` of a program without types, is a refusal.
 */
export function askVerifier(
  verifier: CredentialVerifier,
  definition: string,
  credentials: Credentials,
  presented: PresentedCredentials,
  challenge: string,
): MaybePromise<Principal | CredentialsError> {
  return andThen(verifier.verify(definition, credentials, presented), (principal: unknown) =>
    isPrincipal(principal) ? principal : unauthenticated(challenge),
  );
}

/** Whether a verifier has answered with somebody, and not with a refusal or a value that is no answer. */
export const isPrincipal = (value: unknown): value is Principal =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "scopes" in value;
