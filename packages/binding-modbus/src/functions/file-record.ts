import { answerTo, countedBytes, countedIn, pduOf } from "../protocol/pdu.js";
import { brokenAnswer } from "../protocol/protocol-error.js";
import type { FunctionCall } from "./function-call.js";

const referenceType = 6;

/** Function 20: one record, or a part of it, of `quantity` registers (1.1b3 §6.14). */
export const readFileRecord: FunctionCall = async (exchange, { address, quantity, fileNumber }) => {
  const wanted = pduOf(referenceType, [fileNumber, address, quantity]);
  const data = countedIn(answerTo(20, await exchange(pduOf(20, [], countedBytes(wanted)))));
  if (data[0] !== quantity * 2 + 1 || data[1] !== referenceType || data.length !== quantity * 2 + 2) {
    throw brokenAnswer("it has another record");
  }
  return data.subarray(2);
};

/** Function 21 (1.1b3 §6.15). */
export const writeFileRecord: FunctionCall = async (exchange, { address, quantity, fileNumber }, body) => {
  const record = pduOf(referenceType, [fileNumber, address, quantity], body);
  const pdu = pduOf(21, [], countedBytes(record));
  const answer = await exchange(pdu);
  answerTo(21, answer);
  if (Buffer.compare(answer, pdu) !== 0) throw brokenAnswer("it acknowledges another write");
  return new Uint8Array(0);
};
