import {
  AbortError,
  asWotError,
  DataSchemaError,
  InternalError,
  NetworkError,
  ProtocolError,
  RemoteError,
  RequestError,
  TimeoutError,
  UnsupportedError,
  type WotError,
} from "@thingwright/errors";
import { bridgeLimits } from "./bridge-limits.js";
import { quotedWords, refusalText } from "./vendor-words.js";

/**
 * What was asked of the device: `read` changes nothing; `change` is a write or an invocation without input; `value` is
 * one that carries a value of the asker's.
 */
export type Asked = "read" | "change" | "value";

/**
 * A failure at the device as those who ask for the bridged Thing hear it: a device that cannot be reached is
 * unavailable (503), a device that talks nonsense or refuses is a bad gateway (502). None of it is the asker's fault
 * but a value that the device does not take (400), and none of it asks for the asker's credentials.
 *
 * Messages are sentences of this file, but for what a device says with a refusal: that is quoted, bounded and without what
 * could be an address or a secret (decision 0042). All else of the device's side is in `cause` only, which no answer shows.
 *
 * @param maxWords - most characters that are quoted; 0 for none
 */
export function deviceError(error: unknown, asked: Asked = "read", maxWords = bridgeLimits.maxVendorWords): WotError {
  const cause = asWotError(error);
  if (isUnreachable(cause)) return noAnswer(cause, asked);
  switch (cause.family) {
    case "DataSchemaError":
      return valueError(cause, asked);
    case "CredentialsError":
      return new RemoteError("WOT_REMOTE", "the device refused the bridge's credentials, or the bridge has none", {
        status: cause.code,
        cause,
      });
    case "RemoteError": {
      const status = cause instanceof RemoteError ? cause.status : cause.code;
      const words = cause instanceof RemoteError ? quotedWords(refusalText(cause), maxWords) : undefined;
      const message =
        words === undefined ? "the device refused the request" : `the device refused the request: ${words}`;
      return new RemoteError("WOT_REMOTE", message, { status, cause });
    }
    case "ProtocolError":
      return new ProtocolError("WOT_PROTOCOL", "the device broke a rule of its protocol", { cause });
    case "RequestError":
      if (cause.code !== "WOT_TOO_MANY") return unavailable("the device cannot take requests now", cause);
      return new RequestError("WOT_TOO_MANY", "too many requests to the device are under way", { cause });
    case "UnsupportedError":
      return new UnsupportedError("WOT_NO_FORM", "the bridge can use none of the device's Forms for this", { cause });
    case "AbortError":
      return new AbortError("WOT_ABORTED", "the request to the device was aborted", { cause });
    default:
      return new InternalError("WOT_INTERNAL", "the bridge failed to carry the request to the device", { cause });
  }
}

/** Whether the request that failed may have reached the device. */
export function mayHaveBeenMade(error: WotError): boolean {
  if (error.cause === undefined) return false; // Nothing was sent to a device that is said to be away.
  return failuresOf(error.cause).some(
    (failure) => !(failure instanceof NetworkError || failure instanceof TimeoutError) || failure.sent,
  );
}

/** Nothing is known and nothing can be asked. */
export function unavailable(message: string, cause?: unknown): RequestError {
  return new RequestError("WOT_UNAVAILABLE", message, cause === undefined ? {} : { cause });
}

/** Whether `error` means that the way to the device is broken, whichever Form was tried. */
export function isUnreachable(error: unknown): boolean {
  const failures = failuresOf(error);
  return failures.length > 0 && failures.every(({ family }) => family === "NetworkError" || family === "TimeoutError");
}

/** The errors of the Forms that were really tried; `error` itself when it is of one Form. */
function failuresOf(error: unknown): readonly WotError[] {
  const known = asWotError(error);
  if (!(known instanceof UnsupportedError) || known.code !== "WOT_NO_FORM") return [known];
  return known.attempts
    .filter((attempt) => attempt.error !== undefined)
    .flatMap((attempt) => failuresOf(attempt.error));
}

/** The way to the device is broken. Of a change that may have got there, the asker has to hear so. */
function noAnswer(cause: WotError, asked: Asked): WotError {
  const failures = failuresOf(cause);
  const isLate = failures.some((failure) => failure instanceof TimeoutError && failure.sent);
  if (asked === "read") return unavailable(isLate ? "the device did not answer in time" : awayMessage, cause);
  if (isLate) {
    return new TimeoutError("WOT_TIMEOUT", "the device did not answer in time; the change may have been made", {
      cause,
    });
  }
  const isSent = failures.some((failure) => failure instanceof NetworkError && failure.sent);
  return unavailable(isSent ? `${awayMessage}; the change may have been made` : awayMessage, cause);
}

const awayMessage = "the device cannot be reached";

function valueError(cause: WotError, asked: Asked): WotError {
  switch (asked) {
    case "value":
      return new DataSchemaError("WOT_DATA_INVALID", "the device takes no such value", { cause });
    case "change":
      return new InternalError("WOT_INTERNAL", "the mapping makes a request that the device does not take", { cause });
    case "read":
      return new ProtocolError("WOT_PROTOCOL", "the device sent a value that makes no sense", { cause });
  }
}
