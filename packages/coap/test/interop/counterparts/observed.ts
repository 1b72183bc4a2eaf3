import { decodeMessage, isResponse, OptionNumber } from "../../../src/index.js";

/** Whether each number is greater than the one before. */
export const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || number > numbers[i - 1]!);

/** Whether a datagram is a response with Observe. */
export function isNotification(datagram: Uint8Array): boolean {
  const decoded = decodeMessage(datagram);
  return (
    decoded.ok &&
    isResponse(decoded.message.code) &&
    decoded.message.options.some(({ number }) => number === OptionNumber.Observe)
  );
}
