import {
  CredentialsError,
  isWotError,
  NetworkError,
  RemoteError,
  TimeoutError,
  type WotError,
} from "@thingwright/errors";

/** Names in messages of the stack that say that nobody may come in like this. */
const refusedIdentity =
  /BadIdentityTokenRejected|BadIdentityTokenInvalid|BadUserAccessDenied|BadUserSignatureInvalid|user token policy/;

/** Status codes that say that the server, or the way to it, is not there. */
const awayStatus =
  /^Bad(?:Connection|ServerHalted|Shutdown|SessionClosed|SessionIdInvalid|SecureChannel|NoCommunication|Communication|Tcp)/;

/** What the stack and the system say of the same. */
const awayWords =
  /ECONN|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|SecureChannel|connection|disconnect|socket|session|channel/i;

/**
 * The error of a call into the stack, which has texts for everything. Its own error does not go along: it has the request, and that may have
 * a password.
 */
export function stackError(error: unknown, what: string): WotError {
  if (isWotError(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  const [line = ""] = words.split("\n", 1);
  if (refusedIdentity.test(words)) {
    return new CredentialsError("WOT_CREDENTIALS_REFUSED", `${what}: the server refuses who asks`, { cause: words });
  }
  if (/timeout|timed out|BadTimeout|BadRequestTimeout/i.test(words)) {
    return new TimeoutError("WOT_TIMEOUT", `${what}: no answer in time`, { cause: words });
  }
  const status = /\bBad[A-Z][A-Za-z]+/.exec(words)?.[0];
  if (status !== undefined && !awayStatus.test(status)) {
    return new RemoteError("WOT_REMOTE", `${what}: the server answered ${status}`, {
      status,
      problem: { title: status },
      cause: words,
    });
  }
  if (status !== undefined || awayWords.test(words))
    return new NetworkError("WOT_NETWORK", `${what}: ${line}`, { cause: words });
  return new RemoteError("WOT_REMOTE", `${what}: ${line}`, { status: "unknown", cause: words });
}

/** What `work` in the stack gives. @throws {WotError} of what it fails with */
export async function asking<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw stackError(error, what);
  }
}

/** A status by which a server refuses. */
export const refusal = (name: string, message: string): RemoteError =>
  new RemoteError("WOT_REMOTE", `${message}: ${name}`, { status: name, problem: { title: name } });
