import { NetworkError, RemoteError, type WotError } from "@thingwright/errors";
import { brokenAnswer } from "./protocol-error.js";

/** A PDU of the function `code` with 16-bit numbers, and bytes behind them. */
export function pduOf(code: number, words: readonly number[], bytes: Uint8Array = new Uint8Array(0)): Uint8Array {
  const pdu = new Uint8Array(1 + words.length * 2 + bytes.length);
  const view = new DataView(pdu.buffer);
  pdu[0] = code;
  for (const [index, word] of words.entries()) view.setUint16(1 + index * 2, word);
  pdu.set(bytes, 1 + words.length * 2);
  return pdu;
}

/** `bytes` with their number before them. */
export const countedBytes = (bytes: Uint8Array): Uint8Array => Uint8Array.of(bytes.length, ...bytes);

/**
 * What follows the function code in the answer to `code`.
 *
 * @throws {RemoteError} WOT_REMOTE with `status` `0x02` and its like for an exception
 * @throws {NetworkError} WOT_NETWORK when a gateway cannot reach the unit
 * @throws {ProtocolError} WOT_PROTOCOL for the answer to something else
 */
export function answerTo(code: number, pdu: Uint8Array): Uint8Array {
  if (pdu[0] === code) return pdu.subarray(1);
  if (pdu[0] === (code | 0x80) && pdu.length >= 2) throw exception(pdu[1]!);
  throw brokenAnswer(`function ${pdu[0]} is not what was asked for`);
}

/**
 * Bytes that stand behind their number.
 *
 * @param expected - how many there must be, where that is known
 */
export function countedIn(data: Uint8Array, expected?: number): Uint8Array {
  const [count] = data;
  if (count === undefined || data.length !== count + 1)
    throw brokenAnswer(`it has ${data.length} bytes and says ${count}`);
  if (expected !== undefined && count !== expected) {
    throw brokenAnswer(`it has ${count} bytes where ${expected} were asked for`);
  }
  return data.subarray(1);
}

/** Names of exception codes (MODBUS Application Protocol 1.1b3 §7). */
const exceptionNames = new Map<number, string>([
  [1, "ILLEGAL_FUNCTION"],
  [2, "ILLEGAL_DATA_ADDRESS"],
  [3, "ILLEGAL_DATA_VALUE"],
  [4, "SERVER_DEVICE_FAILURE"],
  [5, "ACKNOWLEDGE"],
  [6, "SERVER_DEVICE_BUSY"],
  [7, "NEGATIVE_ACKNOWLEDGE"],
  [8, "MEMORY_PARITY_ERROR"],
  [10, "GATEWAY_PATH_UNAVAILABLE"],
  [11, "GATEWAY_TARGET_DEVICE_FAILED_TO_RESPOND"],
]);

/** Exceptions by which a gateway says that it cannot reach the unit, and whether it has tried. */
export const gatewayExceptions: ReadonlyMap<number, boolean> = new Map([
  [10, false],
  [11, true],
]);

function exception(code: number): WotError {
  const status = `0x${code.toString(16).padStart(2, "0")}`;
  const name = exceptionNames.get(code) ?? "unknown exception";
  const sent = gatewayExceptions.get(code);
  if (sent !== undefined) return new NetworkError("WOT_NETWORK", `the gateway answered ${status} ${name}`, { sent });
  return new RemoteError("WOT_REMOTE", `the device answered exception ${status} ${name}`, {
    status,
    problem: { title: name, code },
  });
}
