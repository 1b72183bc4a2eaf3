import type { Frame, Framing } from "./framing.js";
import { brokenAnswer } from "./protocol-error.js";

const headerBytes = 7;
/** A unit id, a function code and 252 bytes of data. */
const maxLength = 254;

/** Modbus TCP: a header with the number of the request before each PDU (Messaging on TCP/IP 1.0b §3.1.3). */
export const mbap: Framing = {
  isNumbered: true,

  encode(number, unitId, pdu) {
    const bytes = new Uint8Array(headerBytes + pdu.length);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, number);
    view.setUint16(4, pdu.length + 1);
    bytes[6] = unitId;
    bytes.set(pdu, headerBytes);
    return bytes;
  },

  decode(bytes): Frame | undefined {
    if (bytes.length < 6) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint16(2) !== 0) throw brokenAnswer("its header names another protocol");
    const length = view.getUint16(4);
    if (length < 2 || length > maxLength) throw brokenAnswer(`its header tells of ${length} bytes`);
    const end = 6 + length;
    if (bytes.length < end) return undefined;
    return { number: view.getUint16(0), unitId: bytes[6]!, pdu: bytes.slice(headerBytes, end), length: end };
  },
};
