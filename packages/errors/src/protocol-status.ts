import { errorCodes } from "./code.js";
import { asWotError } from "./problem.js";
import { CredentialsError, type Problem, RemoteError, type WotError } from "./wot-error.js";

/** HTTP status code that tells a peer of `error`. */
export const httpStatusOf = (error: unknown): number => errorCodes[asWotError(error).code].http;

/** CoAP response code, as its byte, that tells a peer of `error`. */
export const coapCodeOf = (error: unknown): number => errorCodes[asWotError(error).code].coap;

/** MQTT 5 reason code that tells a peer of `error`. */
export const mqttReasonOf = (error: unknown): number => errorCodes[asWotError(error).code].mqtt;

/** The error of a peer's refusal over HTTP: 401 and 403 are about credentials, everything else is `RemoteError`. */
export function errorFromHttpStatus(status: number, problem?: Problem): WotError {
  return refusal(String(status), status === 401, status === 403, problem);
}

/**
 * The error of a peer's refusal over CoAP, from the response code's byte.
 *
 * @param retryAfterMs - when the peer wants to be asked again, as the Max-Age of a 5.03 or 4.29 says
 */
export function errorFromCoapCode(code: number, problem?: Problem, retryAfterMs?: number): WotError {
  const status = `${code >> 5}.${String(code & 0x1f).padStart(2, "0")}`;
  return refusal(status, code === 0x81, code === 0x83, problem, retryAfterMs);
}

/** The error of a peer's refusal over MQTT 5, from the reason code. */
export function errorFromMqttReason(reason: number, problem?: Problem): WotError {
  return refusal(`0x${reason.toString(16).padStart(2, "0")}`, reason === 0x86, reason === 0x87, problem);
}

function refusal(
  status: string,
  unauthenticated: boolean,
  forbidden: boolean,
  problem: Problem | undefined,
  retryAfterMs?: number,
): WotError {
  const detail = problem?.detail ?? problem?.title;
  const message = detail === undefined ? `the device answered ${status}` : `the device answered ${status}: ${detail}`;
  if (unauthenticated) return new CredentialsError("WOT_CREDENTIALS_MISSING", message);
  if (forbidden) return new CredentialsError("WOT_CREDENTIALS_REFUSED", message);
  return new RemoteError("WOT_REMOTE", message, {
    status,
    ...(problem === undefined ? {} : { problem }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
