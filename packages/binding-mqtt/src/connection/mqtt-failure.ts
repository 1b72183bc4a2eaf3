import {
  CredentialsError,
  errorFromMqttReason,
  isWotError,
  NetworkError,
  ProtocolError,
  type WotError,
} from "@thingwright/errors";
import type { IDisconnectPacket } from "mqtt";

/** Reason of CONNACK that speaks against the protocol version: 3.1.1 §3.2.2.3 and MQTT 5.0 §3.2.2.2. */
export const isVersionRefusal = (reason: number): boolean => reason === 0x01 || reason === 0x84;

/** The error of a CONNECT that was refused, by its return code (3.1.1) or reason code (5.0). */
export function errorOfConnack(reason: number, url: string): WotError {
  if (reason === 0x04 || reason === 0x86) {
    const code = reason === 0x04 ? "WOT_CREDENTIALS_REFUSED" : "WOT_CREDENTIALS_MISSING";
    return new CredentialsError(code, `the broker ${url} refused user name or password`);
  }
  if (reason === 0x05 || reason === 0x87) {
    return new CredentialsError("WOT_CREDENTIALS_REFUSED", `the broker ${url} does not authorize this client`);
  }
  if (isVersionRefusal(reason)) {
    return new ProtocolError("WOT_PROTOCOL", `the broker ${url} does not speak this version of MQTT`);
  }
  return new NetworkError("WOT_NETWORK", `the broker ${url} refused the connection with reason ${hex(reason)}`, {
    sent: false,
  });
}

/** The reason codes of the SUBACK that MQTT.js turned into the cause of `error`. */
export function grantedOf(error: unknown): readonly number[] | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !("packet" in cause)) return undefined;
  const granted = (cause.packet as { readonly granted?: unknown } | undefined)?.granted;
  return Array.isArray(granted) ? granted : undefined;
}

/** What the reason codes of a SUBACK say of the filters that it is about; `undefined` for each that is granted. */
export function refusalsOf(granted: readonly number[], filters: readonly string[]): readonly (WotError | undefined)[] {
  return filters.map((filter, index) => (granted[index]! < 0x80 ? undefined : refusalOf(granted[index]!, filter)));
}

function refusalOf(reason: number, filter: string): WotError {
  const detail = `the broker refused SUBSCRIBE to ${filter}`;
  // The only code that MQTT 3.1.1 has (§3.9.3): nearly always access control.
  if (reason === 0x80) return new CredentialsError("WOT_CREDENTIALS_REFUSED", detail);
  return errorFromMqttReason(reason, { detail });
}

/** The error of a packet that failed, where MQTT.js says why with a plain Error. */
export function errorOfPacket(cause: unknown, what: string): WotError {
  if (isWotError(cause)) return cause;
  const reason = reasonOf(cause);
  if (reason !== undefined) return errorFromMqttReason(reason, { detail: `the broker refused ${what}` });
  return new NetworkError("WOT_NETWORK", `${what} failed: ${textOf(cause)}`, { cause });
}

/** The refusal of a PUBLISH by the broker's reason code; `undefined` when `cause` is none. */
export function refusalOfPublish(cause: unknown, topic: string): WotError | undefined {
  const reason = reasonOf(cause);
  return reason === undefined
    ? undefined
    : errorFromMqttReason(reason, { detail: `the broker refused PUBLISH to ${topic}` });
}

/** What a DISCONNECT of the broker says (MQTT 5.0 §3.14). */
export function disconnectionBy({ reasonCode = 0, properties }: IDisconnectPacket): Error {
  const reason = properties?.reasonString === undefined ? "" : `: ${properties.reasonString.slice(0, 200)}`;
  return Object.assign(new Error(`the broker disconnected with reason ${hex(reasonCode)}${reason}`), { reasonCode });
}

/** Of a broker that has a session for the client id of a client that has none. */
export const takenClientId = (): Error =>
  Object.assign(new Error("the broker has a session of another client with this client id"), { reasonCode: takenOver });

/** Whether a connection ended because somebody else has its client id. */
export const isTakenOver = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "reasonCode" in cause && cause.reasonCode === takenOver;
};

/** Session taken over (MQTT 5.0 §3.1.4) */
const takenOver = 0x8e;

/** Numeric `code` of an error of MQTT.js; system errors have a text there. */
export function reasonOf(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "number") return undefined;
  return cause.code;
}

export const textOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : cause.name) : String(cause);

const hex = (reason: number): string => `0x${reason.toString(16).padStart(2, "0")}`;
