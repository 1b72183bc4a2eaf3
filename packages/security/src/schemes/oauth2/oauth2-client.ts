import {
  type AuthenticationTarget,
  andThen,
  type ClientAuthenticator,
  type Credentials,
  type MaybePromise,
} from "@thingwright/contracts";
import { connectionUser } from "../../credentials/connection-user.js";
import { oauth2Credentials } from "./oauth2-credentials.js";
import type { OAuth2Terms } from "./oauth2-terms.js";
import type { TokenBook, TokenRequest } from "./token-book.js";

/**
 * Sends tokens of `book`, one for each origin and set of scopes, in the header or as the password of the connection; asks
 * for a new one when a Thing does not take it.
 */
export function oauth2Client(
  terms: OAuth2Terms,
  credentials: () => MaybePromise<Credentials>,
  scopes: readonly string[],
  book: TokenBook,
): ClientAuthenticator {
  const sent = new WeakMap<AuthenticationTarget, string>();
  let last: { readonly found: Credentials; readonly origin: string; readonly request: TokenRequest } | undefined;
  const requestFor = (found: Credentials, { uri }: AuthenticationTarget): TokenRequest => {
    const origin = originOf(uri);
    if (last?.found !== found || last.origin !== origin) {
      last = { found, origin, request: tokenRequest(terms, found, scopes, origin) };
    }
    return last.request;
  };
  return {
    carriers: ["headers", "user"],
    authenticate: (target) =>
      andThen(credentials(), (found) => {
        const request = requestFor(found, target);
        return andThen(book.get(request, target.signal), ({ token }) => {
          sent.set(target, token);
          const headers = { authorization: `Bearer ${token}` };
          return { headers, ...connectionUser(found, "bearer", token, request.purpose) };
        });
      }),
    challenged(challenges, target) {
      if (!mayBeStale(challenges)) return false;
      return andThen(credentials(), (found) => book.refused(requestFor(found, target), sent.get(target)));
    },
  };
}

function tokenRequest(terms: OAuth2Terms, found: Credentials, scopes: readonly string[], origin: string): TokenRequest {
  const credentials = oauth2Credentials(found, terms.token.href);
  const { clientId, resource = origin, audience, issuer } = credentials;
  const { token, authorization, refresh } = terms;
  const wanted = [...new Set(scopes)].sort();
  const endpoints = [token.href, authorization?.href, refresh.href, issuer];
  const purpose = JSON.stringify([endpoints, clientId, origin, resource, audience, wanted]);
  return {
    flow: terms.flow,
    endpoints: terms,
    credentials,
    scopes: wanted,
    resource: resource === false ? undefined : resource,
    purpose,
  };
}

/** Without a challenge of its own a Thing may mean anything; a scope that is missing no new token brings (RFC 6750 §3.1). */
function mayBeStale(challenges: readonly string[]): boolean {
  const own = challenges.filter((challenge) => /(?:^|[\s,])bearer(?:$|[\s,])/i.test(challenge));
  if (own.some((challenge) => challenge.includes("insufficient_scope"))) return false;
  return challenges.length === 0 || own.length > 0;
}

/** `https://lamp.example:8443` of an absolute URI, which a binding has made and checked. */
function originOf(uri: string): string {
  const end = uri.slice(uri.indexOf("://") + 3).search(/[/?#]/);
  return end === -1 ? uri : uri.slice(0, uri.indexOf("://") + 3 + end);
}
