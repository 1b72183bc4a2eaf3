import type { Authentication, AuthenticationCarrier, ClientAuthenticator } from "@thingwright/contracts";

/** Credentials that are always the same. */
export const authenticatorWith = (authentication: Authentication): ClientAuthenticator => ({
  carriers: Object.keys(authentication) as AuthenticationCarrier[],
  authenticate: () => authentication,
});
