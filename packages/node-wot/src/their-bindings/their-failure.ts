import { STATUS_CODES } from "node:http";
import {
  CredentialsError,
  errorFromHttpStatus,
  isWotError,
  NetworkError,
  RemoteError,
  TimeoutError,
  type WotError,
} from "@thingwright/errors";

/**
 * What a binding of theirs failed with, in the families that a ClientBinding may fail with. They throw texts, errors without a
 * kind, and errors of the libraries beneath; what is known of none of these counts as an answer that says no, so that nothing is
 * repeated that may have happened.
 */
export function theirFailure(thrown: unknown): WotError {
  if (isWotError(thrown)) return thrown;
  const message = messageOf(thrown);
  const code = memberOf(thrown, "code") ?? memberOf(memberOf(thrown, "cause"), "code");
  const options = { cause: thrown };
  if (isTimeout(thrown, code)) return new TimeoutError("WOT_TIMEOUT", `no answer in time: ${message}`, options);
  if (typeof code === "string" && unreachable.has(code)) {
    return new NetworkError("WOT_NETWORK", message, { ...options, sent: !neverSent.has(code) });
  }
  if (memberOf(thrown, "name") === "PortNotOpenError") {
    return new NetworkError("WOT_NETWORK", message, { ...options, sent: false });
  }
  if (hasRefusedCredentials.test(message)) return new CredentialsError("WOT_CREDENTIALS_REFUSED", message, options);
  const refused = refusedOverHttp(message);
  return refused ?? new RemoteError("WOT_REMOTE", message, { ...options, status: statusOf(thrown, code, message) });
}

/** A sentence of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const message = typeof thrown === "string" ? thrown : memberOf(thrown, "message");
  if (typeof message === "string" && message !== "" && !/^\[object \w+\]$/.test(message)) return message;
  const name = thrown instanceof Error && thrown.name !== "Error" ? ` (${thrown.name})` : "";
  return `the binding failed without saying why${name}`;
}

/** The status that the device's protocol has, where the error tells of one: an exception of Modbus, a StatusCode of OPC UA, a code of the system. */
function statusOf(thrown: unknown, code: unknown, message: string): string {
  const modbus = memberOf(thrown, "modbusCode");
  if (typeof modbus === "number") return `0x${modbus.toString(16).padStart(2, "0")}`;
  const statusCode = /\b(Bad[A-Z]\w+) \(0x[0-9a-f]{8}\)/i.exec(message)?.[1];
  if (statusCode !== undefined) return statusCode;
  return typeof code === "string" || typeof code === "number" ? String(code) : unknownStatus;
}

/** Status of a failure that says nothing about itself. */
export const unknownStatus = "unknown";

const isTimeout = (thrown: unknown, code: unknown): boolean =>
  code === "ETIMEDOUT" ||
  timeouts.has(String(memberOf(thrown, "name"))) ||
  timeouts.has(String(memberOf(thrown, "errno")));

/** Their HTTP client tells of a status by its phrase alone. */
function refusedOverHttp(message: string): WotError | undefined {
  const phrase = /^(?:Client|Server) error: (.+)$/.exec(message)?.[1];
  const status = phrase === undefined ? undefined : statusByPhrase.get(phrase.toLowerCase());
  return status === undefined ? undefined : errorFromHttpStatus(status);
}

/** A member of whatever was thrown. */
function memberOf(thrown: unknown, name: string): unknown {
  return typeof thrown === "object" && thrown !== null ? (thrown as Record<string, unknown>)[name] : undefined;
}

/** How brokers of MQTT and servers of SSH, for NETCONF, refuse whom they do not know. */
const hasRefusedCredentials = /bad user ?name or password|\bnot authori[sz]ed\b|authentication methods failed/i;

const statusByPhrase: ReadonlyMap<string, number> = new Map(
  Object.entries(STATUS_CODES).map(([status, phrase = ""]) => [phrase.toLowerCase(), Number(status)]),
);

const timeouts: ReadonlySet<string> = new Set(["TimeoutError", "TransactionTimedOutError", "RetransmitTimeout"]);

/** Codes of the system after which the peer cannot have had the request. */
const neverSent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
]);

const unreachable: ReadonlySet<string> = new Set([...neverSent, "ECONNRESET", "ECONNABORTED", "EPIPE", "ENETDOWN"]);
