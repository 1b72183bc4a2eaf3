/** Whose fault an error is: the name of the class that carries it. */
export type ErrorFamily =
  | "UsageError"
  | "ThingDescriptionError"
  | "DataSchemaError"
  | "UnsupportedError"
  | "CredentialsError"
  | "RequestError"
  | "ProtocolError"
  | "RemoteError"
  | "NetworkError"
  | "TimeoutError"
  | "AbortError"
  | "InternalError";

/** How one error code shows itself on every protocol and in the Scripting API. */
export interface ErrorCodeEntry {
  readonly family: ErrorFamily;
  /** Fixed text of an RFC 9457 `title`; says nothing about the occurrence. */
  readonly title: string;
  /** HTTP status code (RFC 9110 §15). */
  readonly http: number;
  /** CoAP response code as its byte, class in the top three bits (RFC 7252 §12.1.2): 4.04 is 0x84. */
  readonly coap: number;
  /** MQTT 5 reason code (MQTT 5.0 §2.4). */
  readonly mqtt: number;
  /** Name of the `Error` that the W3C Scripting API asks for. */
  readonly scripting:
    | "TypeError"
    | "SyntaxError"
    | "RangeError"
    | "NotSupportedError"
    | "SecurityError"
    | "NotFoundError"
    | "NetworkError"
    | "TimeoutError"
    | "AbortError"
    | "OperationError";
}

/** The one table: every code, its family, and its face on each protocol. */
export const errorCodes = {
  WOT_ARGUMENT: entry("UsageError", "Unusable argument", 500, 0xa0, 0x83, "TypeError"),
  WOT_RANGE: entry("UsageError", "Argument out of range", 500, 0xa0, 0x83, "RangeError"),
  WOT_STATE: entry("UsageError", "Not possible in this state", 500, 0xa0, 0x83, "OperationError"),
  WOT_UNKNOWN_AFFORDANCE: entry("UsageError", "The Thing has no such affordance", 404, 0x84, 0x90, "NotFoundError"),
  WOT_ADDRESS_IN_USE: entry("UsageError", "The address is already taken", 500, 0xa0, 0x83, "OperationError"),
  WOT_INSECURE_EXPOSE: entry("UsageError", "Unsecured on a public address", 500, 0xa0, 0x83, "SecurityError"),

  WOT_TD_SYNTAX: entry("ThingDescriptionError", "Not a JSON document", 400, 0x80, 0x99, "SyntaxError"),
  WOT_TD_INVALID: entry("ThingDescriptionError", "Not a valid Thing Description", 400, 0x80, 0x99, "TypeError"),
  WOT_TD_LIMIT: entry("ThingDescriptionError", "Thing Description over a limit", 413, 0x8d, 0x95, "RangeError"),
  WOT_TD_SIGNATURE: entry("ThingDescriptionError", "Signature does not hold", 400, 0x80, 0x99, "SecurityError"),
  WOT_URI_TEMPLATE: entry("ThingDescriptionError", "Malformed URI Template", 400, 0x80, 0x99, "SyntaxError"),
  WOT_MAPPING: entry("ThingDescriptionError", "Unusable mapping", 500, 0xa0, 0x83, "TypeError"),

  WOT_DATA_INVALID: entry("DataSchemaError", "Value does not match its data schema", 400, 0x96, 0x99, "TypeError"),
  WOT_DATA_SYNTAX: entry("DataSchemaError", "Content cannot be decoded", 400, 0x80, 0x99, "SyntaxError"),

  WOT_NO_FORM: entry("UnsupportedError", "No form could be used", 501, 0xa1, 0x83, "NotSupportedError"),
  WOT_OPERATION: entry("UnsupportedError", "Operation not offered", 405, 0x85, 0x83, "NotSupportedError"),
  WOT_CONTENT_TYPE: entry("UnsupportedError", "Unsupported content type", 415, 0x8f, 0x99, "NotSupportedError"),
  WOT_NOT_ACCEPTABLE: entry("UnsupportedError", "No acceptable content type", 406, 0x86, 0x99, "NotSupportedError"),

  WOT_CREDENTIALS_MISSING: entry("CredentialsError", "Credentials required", 401, 0x81, 0x87, "SecurityError"),
  WOT_CREDENTIALS_REFUSED: entry("CredentialsError", "Credentials refused", 403, 0x83, 0x87, "SecurityError"),

  WOT_BAD_REQUEST: entry("RequestError", "Bad request", 400, 0x80, 0x83, "TypeError"),
  WOT_NOT_FOUND: entry("RequestError", "Not found", 404, 0x84, 0x90, "NotFoundError"),
  WOT_METHOD: entry("RequestError", "Method not allowed", 405, 0x85, 0x83, "NotSupportedError"),
  WOT_CONFLICT: entry("RequestError", "Conflict", 409, 0x89, 0x83, "OperationError"),
  WOT_TOO_LARGE: entry("RequestError", "Content too large", 413, 0x8d, 0x95, "RangeError"),
  WOT_TOO_MANY: entry("RequestError", "Too many requests", 429, 0x9d, 0x97, "OperationError"),
  WOT_UNAVAILABLE: entry("RequestError", "Unavailable", 503, 0xa3, 0x88, "OperationError"),

  WOT_PROTOCOL: entry("ProtocolError", "Protocol rule broken", 502, 0xa2, 0x82, "NetworkError"),
  WOT_REMOTE: entry("RemoteError", "The device refused", 502, 0xa2, 0x80, "OperationError"),
  WOT_MEMBERS: entry("RemoteError", "Not every member did it", 502, 0xa2, 0x80, "OperationError"),
  WOT_NETWORK: entry("NetworkError", "The device cannot be reached", 502, 0xa2, 0x88, "NetworkError"),
  WOT_TIMEOUT: entry("TimeoutError", "No answer in time", 504, 0xa4, 0x80, "TimeoutError"),
  WOT_ABORTED: entry("AbortError", "Aborted", 503, 0xa3, 0x80, "AbortError"),
  WOT_INTERNAL: entry("InternalError", "Internal error", 500, 0xa0, 0x80, "OperationError"),
} as const satisfies Record<`WOT_${string}`, ErrorCodeEntry>;

/** Every stable error code: a `switch` over it is exhaustive. */
export type ErrorCode = keyof typeof errorCodes;

/** The codes that the errors of one family carry. */
export type CodeOf<F extends ErrorFamily> = {
  [C in ErrorCode]: (typeof errorCodes)[C]["family"] extends F ? C : never;
}[ErrorCode];

function entry<const F extends ErrorFamily>(
  family: F,
  title: string,
  http: number,
  coap: number,
  mqtt: number,
  scripting: ErrorCodeEntry["scripting"],
) {
  return { family, title, http, coap, mqtt, scripting };
}
