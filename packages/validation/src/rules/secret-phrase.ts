import type { SecretKind } from "../exposure/secret-text.js";

/** What is said of a secret, never the secret itself. */
export const secretPhrase = (kind: SecretKind): string =>
  `${phrases[kind]}; a description goes to many, so share it another way and take it to be known from now on`;

const phrases: Readonly<Record<SecretKind, string>> = {
  "private-key": "has a private key",
  "password-in-uri": "has a password in a URI",
  "credential-in-query": "has a credential in the query of a URI",
  "authorization-header": "has the value of a header that carries a credential",
  token: "has an access token",
  "named-secret": "looks like a secret by its name",
};
