import { crc16 } from "./crc16.js";
import type { Frame, Framing } from "./framing.js";
import { brokenAnswer } from "./protocol-error.js";

const maxFrameBytes = 256;

/**
 * Modbus RTU as gateways carry it over TCP: unit id, PDU, CRC with the low byte first (Modbus over serial line 1.02
 * §2.5.1). The pauses between frames are lost on the way, so the length of an answer follows from what is in it.
 */
export const rtu: Framing = {
  isNumbered: false,

  encode(_, unitId, pdu) {
    const bytes = new Uint8Array(pdu.length + 3);
    bytes[0] = unitId;
    bytes.set(pdu, 1);
    const crc = crc16(bytes.subarray(0, -2));
    bytes[bytes.length - 2] = crc & 0xff;
    bytes[bytes.length - 1] = crc >> 8;
    return bytes;
  },

  decode(bytes): Frame | undefined {
    const pduLength = pduLengthOf(bytes.subarray(1));
    if (pduLength === undefined) {
      if (bytes.length > maxFrameBytes) throw brokenAnswer("it has no end");
      return undefined;
    }
    const length = pduLength + 3;
    if (length > maxFrameBytes) throw brokenAnswer(`it would be ${length} bytes long`);
    if (bytes.length < length) return undefined;
    const crc = bytes[length - 2]! | (bytes[length - 1]! << 8);
    if (crc !== crc16(bytes.subarray(0, length - 2))) throw brokenAnswer("its CRC is wrong");
    return { number: undefined, unitId: bytes[0]!, pdu: bytes.slice(1, length - 2), length };
  },
};

/** Lengths of PDUs that are always the same. */
const fixedLengths = new Map([
  [5, 5],
  [6, 5],
  [7, 2],
  [8, 5],
  [11, 5],
  [15, 5],
  [16, 5],
  [22, 7],
]);

/** Functions whose answer has the number of bytes that follow in its second byte. */
const counted: ReadonlySet<number> = new Set([1, 2, 3, 4, 12, 17, 20, 21, 23]);

/** How long the answer is that `pdu` begins; `undefined` while that is not known. */
function pduLengthOf(pdu: Uint8Array): number | undefined {
  const [code] = pdu;
  if (code === undefined) return undefined;
  if (code >= 0x80) return 2;
  const fixed = fixedLengths.get(code);
  if (fixed !== undefined) return fixed;
  if (counted.has(code)) return pdu.length < 2 ? undefined : 2 + pdu[1]!;
  if (code === 24) return pdu.length < 3 ? undefined : 3 + ((pdu[1]! << 8) | pdu[2]!);
  if (code === 43) return identificationLength(pdu);
  throw brokenAnswer(`function ${code} is not what was asked for`);
}

/** Objects of a device identification come one after the other, each with its length (1.1b3 §6.21). */
function identificationLength(pdu: Uint8Array): number | undefined {
  let end = 7;
  if (pdu.length < end) return undefined;
  for (let left = pdu[6]!; left > 0; left--) {
    const length = pdu[end + 1];
    if (length === undefined) return undefined;
    end += 2 + length;
  }
  return end;
}
