import {
  asWotError,
  ProtocolError,
  RemoteError,
  RequestError,
  UnsupportedError,
  type WotError,
} from "@thingwright/errors";

/**
 * A failure at the device as those who ask for the bridged Thing hear it: a device that cannot be reached is
 * unavailable (503), a device that talks nonsense or refuses is a bad gateway (502). None of it is the asker's fault,
 * and none of it asks for the asker's credentials.
 */
export function deviceError(error: unknown): WotError {
  const known = asWotError(error);
  if (isUnreachable(known)) return unavailable("the device cannot be reached", known);
  switch (known.family) {
    case "DataSchemaError":
      return new ProtocolError("WOT_PROTOCOL", `the device sent a value that makes no sense: ${known.message}`, {
        cause: known,
      });
    case "CredentialsError":
      return new RemoteError("WOT_REMOTE", "the device refused the bridge's credentials, or the bridge has none", {
        status: known.code,
        cause: known,
      });
    default:
      return known;
  }
}

/** Nothing is known and nothing can be asked. */
export function unavailable(message: string, cause?: unknown): RequestError {
  return new RequestError("WOT_UNAVAILABLE", message, cause === undefined ? {} : { cause });
}

/** Whether `error` means that the way to the device is broken, whichever Form was tried. */
export function isUnreachable(error: unknown): boolean {
  const known = asWotError(error);
  if (known.family === "NetworkError" || known.family === "TimeoutError") return true;
  if (!(known instanceof UnsupportedError) || known.code !== "WOT_NO_FORM") return false;
  const tried = known.attempts.filter((attempt) => attempt.error !== undefined);
  return tried.length > 0 && tried.every((attempt) => isUnreachable(attempt.error));
}
