import { isWotError, ProtocolError, RemoteError, type WotError } from "@thingwright/errors";

/** Names of exception codes (MODBUS Application Protocol 1.1b3, §7). */
const exceptionNames = new Map<number, string>([
  [1, "ILLEGAL_FUNCTION"],
  [2, "ILLEGAL_DATA_ADDRESS"],
  [3, "ILLEGAL_DATA_VALUE"],
  [4, "SERVER_DEVICE_FAILURE"],
  [5, "ACKNOWLEDGE"],
  [6, "SERVER_DEVICE_BUSY"],
  [8, "MEMORY_PARITY_ERROR"],
  [10, "GATEWAY_PATH_UNAVAILABLE"],
  [11, "GATEWAY_TARGET_DEVICE_FAILED_TO_RESPOND"],
]);

/** The error of a failed exchange: the device's exception, or an answer that breaks the protocol. */
export function modbusError(error: unknown): WotError {
  if (isWotError(error)) return error;
  const code = exceptionCodeOf(error);
  if (code !== undefined) return exception(code);
  const message = error instanceof Error ? error.message : String(error);
  return new ProtocolError("WOT_PROTOCOL", `the device's answer is no Modbus: ${message}`, {
    cause: error,
    section: "MODBUS Application Protocol 1.1b3 §6",
  });
}

function exception(code: number): RemoteError {
  const status = `0x${code.toString(16).padStart(2, "0")}`;
  const name = exceptionNames.get(code) ?? "unknown exception";
  return new RemoteError("WOT_REMOTE", `the device answered exception ${status} ${name}`, {
    status,
    problem: { title: name, code },
  });
}

function exceptionCodeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("modbusCode" in error)) return undefined;
  return typeof error.modbusCode === "number" ? error.modbusCode : undefined;
}
