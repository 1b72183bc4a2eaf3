import { CredentialsError, NetworkError, RemoteError, type WotError } from "@thingwright/errors";
import { isUsable, type UaStatus } from "../stack/ua-session.js";

/** Names of status codes that say that the server is there and the device behind it is not (OPC 10000-4 §7.39.2, OPC 10000-8 §6). */
const away: ReadonlySet<string> = new Set([
  "BadNoCommunication",
  "BadCommunicationError",
  "BadNotConnected",
  "BadDeviceFailure",
  "BadSensorFailure",
  "BadOutOfService",
  "BadWaitingForInitialData",
  "BadWaitingForResponse",
  "BadNoData",
  "BadShutdown",
  "BadServerHalted",
]);

/**
 * Why a value or an answer is of no use; `undefined` when it is Good or Uncertain.
 *
 * @param what - that was asked for, for the message
 */
export function statusError(status: UaStatus, what: string): WotError | undefined {
  if (isUsable(status)) return undefined;
  const { code, name } = status;
  const message = `${what}: ${name}`;
  if (away.has(name)) return new NetworkError("WOT_NETWORK", message);
  if (name === "BadUserAccessDenied") return new CredentialsError("WOT_CREDENTIALS_REFUSED", message);
  const hex = `0x${code.toString(16).padStart(8, "0").toUpperCase()}`;
  return new RemoteError("WOT_REMOTE", message, { status: hex, problem: { title: name, code } });
}
