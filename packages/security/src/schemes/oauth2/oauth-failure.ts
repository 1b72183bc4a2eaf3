import { asWotError, CredentialsError, isWotError, ProtocolError, type WotError } from "@thingwright/errors";

/** The `error` of RFC 6749 §5.2 and §4.1.2.1 that an authorization server answered with; `undefined` for another failure. */
export function oauthErrorOf(error: unknown): string | undefined {
  const code = error instanceof Error && "error" in error ? error.error : undefined;
  return typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

/**
 * What a grant failed with, in the words of the taxonomy. The failure itself is no cause: it holds the response, and so
 * perhaps a token; what the server writes about it may quote a secret.
 */
export function oauthFailure(error: unknown): WotError {
  if (isWotError(error)) return error;
  const code = oauthErrorOf(error);
  if (code !== undefined) {
    return new CredentialsError("WOT_CREDENTIALS_REFUSED", `the authorization server gives no token: ${code}`);
  }
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  if (status === 401) {
    return new CredentialsError("WOT_CREDENTIALS_REFUSED", "the authorization server does not know this client");
  }
  if (!isOfLibrary(error)) return asWotError(error);
  return new ProtocolError("WOT_PROTOCOL", "the authorization server does not answer as OAuth 2.0 has it", {
    section: "RFC 6749 §5",
  });
}

/** Whether oauth4webapi has found fault with what came, in contrast to a callback of the application that failed. */
const isOfLibrary = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("OAUTH_");
