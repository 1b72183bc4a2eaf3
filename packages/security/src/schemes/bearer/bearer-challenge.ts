import { quotedRealm, type RealmOptions } from "../challenge.js";

/** What a server says about tokens in `WWW-Authenticate` (RFC 6750 §3). None of it holds a secret. */
export interface BearerChallenges {
  /** To a request without a token: no error is named (§3.1). */
  readonly absent: string;
  /** To a token that is not good. */
  invalid(reason: string | undefined): string;
  /** To a good token that lacks one of `scopes`. */
  insufficient(scopes: readonly string[]): string;
}

/** @throws {UsageError} WOT_ARGUMENT for a realm that is not printable ASCII */
export function bearerChallenges(options: RealmOptions): BearerChallenges {
  const absent = `Bearer realm=${quotedRealm(options)}`;
  return {
    absent,
    invalid: (reason) =>
      `${absent}, error="invalid_token"${reason === undefined ? "" : `, error_description="${described(reason)}"`}`,
    insufficient: (scopes) =>
      `${absent}, error="insufficient_scope", scope="${scopes.filter((scope) => scopeToken.test(scope)).join(" ")}"`,
  };
}

/** `scope-token` of RFC 6749 §3.3. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** The characters that RFC 6750 §3 lets `error_description` have. */
const described = (reason: string): string => reason.slice(0, 200).replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'");
