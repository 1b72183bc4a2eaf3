import {
  AbortError,
  isWotError,
  NetworkError,
  ProtocolError,
  TimeoutError,
  UsageError,
  type WotError,
} from "@thingwright/errors";

/**
 * What undici failed with, in the words of the taxonomy.
 *
 * @param begun - whether the request had begun to go out on a connection
 */
export function failureOf(error: unknown, begun: boolean): WotError {
  if (isWotError(error)) return error;
  const cause = error instanceof Error ? error : undefined;
  const code = cause !== undefined && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const options = { cause: error, sent: begun };
  switch (code) {
    case "UND_ERR_CONNECT_TIMEOUT":
      return new NetworkError("WOT_NETWORK", "no connection in time", { cause: error, sent: false });
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return new TimeoutError("WOT_TIMEOUT", "no answer in time", { cause: error });
    case "UND_ERR_DESTROYED":
    case "UND_ERR_CLOSED":
      return new AbortError("WOT_ABORTED", "the client has been stopped", { cause: error });
    case "UND_ERR_INVALID_ARG":
      return new UsageError("WOT_ARGUMENT", `the request cannot be sent: ${cause?.message}`, { cause: error });
    case "UND_ERR_HEADERS_OVERFLOW":
      return new ProtocolError("WOT_PROTOCOL", "the headers of the response are too long", { cause: error });
  }
  if (code.startsWith("ERR_OSSL_") && !begun) {
    return new UsageError("WOT_ARGUMENT", "the key, certificate or passphrase of the client cannot be used", {
      cause: error,
    });
  }
  if (cause?.name === "HTTPParserError" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") {
    return new ProtocolError("WOT_PROTOCOL", "the response is not HTTP", { cause: error, section: "RFC 9112" });
  }
  return new NetworkError("WOT_NETWORK", `the connection failed: ${code || cause?.message || "unknown"}`, options);
}
