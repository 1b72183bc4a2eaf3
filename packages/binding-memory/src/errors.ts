import { asWotError, CredentialsError, RemoteError, toProblem, type WotError } from "@thingwright/errors";

/**
 * What a client is told of an error at the server. This protocol's own notation of a status is the error code.
 * As on any other way out, our own faults show their title only.
 */
export function refusalOf(error: unknown): WotError {
  const known = asWotError(error);
  const problem = toProblem(known);
  const message = `the Thing answered ${problem.code}: ${problem.detail ?? problem.title}`;
  if (known instanceof CredentialsError) {
    const code = known.code === "WOT_CREDENTIALS_MISSING" ? known.code : "WOT_CREDENTIALS_REFUSED";
    return new CredentialsError(code, message, { challenges: known.challenges });
  }
  return new RemoteError("WOT_REMOTE", message, { status: problem.code, problem });
}
