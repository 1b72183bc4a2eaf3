import type { OAuth2Endpoints } from "../endpoints.js";
import type { OAuth2Credentials } from "../oauth2-credentials.js";
import type { OAuth2Settings } from "../oauth2-options.js";

/** What a token is wanted for, and with what. */
export interface GrantRequest {
  readonly endpoints: OAuth2Endpoints;
  readonly credentials: OAuth2Credentials;
  readonly settings: OAuth2Settings;
  /** Scopes of the Form. */
  readonly scopes: readonly string[];
  /** What the token is to be good for (RFC 8707); `undefined` for not saying so. */
  readonly resource: string | undefined;
  /** Aborts when nobody waits any longer. */
  readonly signal: AbortSignal;
}

/** Parameters that say what the token is wanted for (RFC 6749 §3.3, RFC 8707 §2). */
export function purpose({ scopes, resource, credentials }: GrantRequest): URLSearchParams {
  const parameters = new URLSearchParams();
  if (scopes.length > 0) parameters.set("scope", scopes.join(" "));
  if (resource !== undefined) parameters.set("resource", resource);
  if (credentials.audience !== undefined) parameters.set("audience", credentials.audience);
  return parameters;
}
