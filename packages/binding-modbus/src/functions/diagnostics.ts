import { answerTo, countedIn, pduOf } from "../protocol/pdu.js";
import { brokenAnswer } from "../protocol/protocol-error.js";
import type { FunctionCall } from "./function-call.js";

/** Function 7: eight coils that the device has chosen (1.1b3 §6.7). */
export const readExceptionStatus: FunctionCall = async (exchange) =>
  ofLength(1, answerTo(7, await exchange(pduOf(7, []))));

/** Function 8: the address is the sub-function, the body its data; without a body it is 0 (1.1b3 §6.8). */
export const diagnostics: FunctionCall = async (exchange, { address }, body) => {
  const data = answerTo(8, await exchange(pduOf(8, [address], body.length === 0 ? Uint8Array.of(0, 0) : body)));
  if (data.length < 4 || data.length % 2 !== 0) throw brokenAnswer("it is cut off");
  if (((data[0]! << 8) | data[1]!) !== address) throw brokenAnswer("it is of another sub-function");
  return data.subarray(2);
};

/** Function 11: status and number of events, 16 bits each (1.1b3 §6.9). */
export const readEventCounter: FunctionCall = async (exchange) =>
  ofLength(4, answerTo(11, await exchange(pduOf(11, []))));

/** Function 17: what the device calls itself, in its own way (1.1b3 §6.13). */
export const reportServerId: FunctionCall = async (exchange) => countedIn(answerTo(17, await exchange(pduOf(17, []))));

/** Function 24: up to 31 registers of the queue at the address (1.1b3 §6.18). */
export const readFifoQueue: FunctionCall = async (exchange, { address }) => {
  const data = answerTo(24, await exchange(pduOf(24, [address])));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 4 || view.getUint16(0) !== data.length - 2 || view.getUint16(2) * 2 !== data.length - 4) {
    throw brokenAnswer("its queue has another length than it says");
  }
  return data.subarray(4);
};

function ofLength(length: number, data: Uint8Array): Uint8Array {
  if (data.length !== length) throw brokenAnswer(`it has ${data.length} bytes where ${length} belong`);
  return data;
}
