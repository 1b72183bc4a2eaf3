export { type CodeOf, type ErrorCode, type ErrorCodeEntry, type ErrorFamily, errorCodes } from "./code.js";
export { asWotError, problemMediaType, toProblem } from "./problem.js";
export {
  coapCodeOf,
  errorFromCoapCode,
  errorFromHttpStatus,
  errorFromMqttReason,
  httpStatusOf,
  mqttReasonOf,
} from "./protocol-status.js";
export {
  AbortError,
  CredentialsError,
  type DataErrorOptions,
  DataSchemaError,
  type DocumentErrorOptions,
  type FormAttempt,
  InternalError,
  isWotError,
  type MemberOutcome,
  NetworkError,
  type Problem,
  ProtocolError,
  RemoteError,
  type RemoteErrorOptions,
  RequestError,
  ThingDescriptionError,
  TimeoutError,
  UnsupportedError,
  UsageError,
  WotError,
} from "./wot-error.js";
