import { answerTo, countedBytes, pduOf } from "../protocol/pdu.js";
import { brokenAnswer } from "../protocol/protocol-error.js";
import type { ExchangePdu, FunctionCall } from "./function-call.js";

const nothing = new Uint8Array(0);

/** Function 5, once for each coil (1.1b3 §6.5; W3C Modbus binding, "Examples": several requests where one cannot). */
export const writeSingleCoil: FunctionCall = async (exchange, { address, quantity }, body) => {
  for (let index = 0; index < quantity; index++) {
    const isOn = ((body[index >> 3]! >> (index & 7)) & 1) === 1;
    await echoed(exchange, pduOf(5, [address + index, isOn ? 0xff00 : 0]));
  }
  return nothing;
};

/** Function 6, once for each register (1.1b3 §6.6). */
export const writeSingleRegister: FunctionCall = async (exchange, { address, quantity }, body) => {
  for (let index = 0; index < quantity; index++) {
    await echoed(exchange, pduOf(6, [address + index], body.subarray(index * 2, index * 2 + 2)));
  }
  return nothing;
};

/** Function 15 (1.1b3 §6.11). */
export const writeCoils: FunctionCall = (exchange, { address, quantity }, body) =>
  echoed(exchange, pduOf(15, [address, quantity], countedBytes(body)), 5);

/** Function 16 (1.1b3 §6.12). */
export const writeRegisters: FunctionCall = (exchange, { address, quantity }, body) =>
  echoed(exchange, pduOf(16, [address, quantity], countedBytes(body)), 5);

/** Function 22: an AND mask and an OR mask in the body (1.1b3 §6.16). */
export const maskWriteRegister: FunctionCall = (exchange, { address }, body) =>
  echoed(exchange, pduOf(22, [address], body));

/** Function 23: writes first, then reads (1.1b3 §6.17). */
export const readWriteRegisters: FunctionCall = async (exchange, { address, quantity, writeAddress }, body) => {
  const pdu = pduOf(23, [address, quantity, writeAddress, body.length / 2], countedBytes(body));
  const data = answerTo(23, await exchange(pdu));
  if (data[0] !== quantity * 2 || data.length !== quantity * 2 + 1) throw brokenAnswer("it has not what was asked for");
  return data.subarray(1);
};

/**
 * A write is acknowledged by its own beginning.
 *
 * @param length - of the beginning; default: all of it
 */
async function echoed(exchange: ExchangePdu, pdu: Uint8Array, length = pdu.length): Promise<Uint8Array> {
  const data = answerTo(pdu[0]!, await exchange(pdu));
  const isEcho = data.length === length - 1 && data.every((byte, index) => byte === pdu[index + 1]);
  if (!isEcho) throw brokenAnswer("it acknowledges another write");
  return nothing;
}
