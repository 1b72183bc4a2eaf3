/** One Modbus TCP frame without its length. */
export interface ModbusFrame {
  readonly transactionId: number;
  readonly unitId: number;
  readonly pdu: Buffer;
}

/** Transaction, protocol and length fields, then the unit id. */
const headerBytes = 7;
/** Modbus Messaging on TCP/IP V1.0b §3.1.3 and Application Protocol V1.1b3 §4.1. */
const maxPduBytes = 253;

/** Cuts a TCP stream into frames. Remembers less than one frame. */
export class ModbusFrames {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete with `bytes`; `undefined` once the stream cannot be Modbus: it must be closed. */
  push(bytes: Buffer): readonly ModbusFrame[] | undefined {
    let left = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: ModbusFrame[] = [];
    while (left.length >= 6) {
      const lengthBytes = left.readUInt16BE(4);
      if (left.readUInt16BE(2) !== 0 || lengthBytes < 2 || lengthBytes > maxPduBytes + 1) return undefined;
      if (left.length < 6 + lengthBytes) break;
      const pdu = left.subarray(headerBytes, 6 + lengthBytes);
      frames.push({ transactionId: left.readUInt16BE(0), unitId: left[6]!, pdu });
      left = left.subarray(6 + lengthBytes);
    }
    // A copy, so that a few bytes do not keep the socket's whole chunk.
    this.#rest = Buffer.from(left);
    return frames;
  }
}

/** A frame's bytes. */
export function encodeFrame(frame: ModbusFrame): Buffer {
  const bytes = Buffer.alloc(headerBytes + frame.pdu.length);
  bytes.writeUInt16BE(frame.transactionId, 0);
  bytes.writeUInt16BE(frame.pdu.length + 1, 4);
  bytes[6] = frame.unitId;
  frame.pdu.copy(bytes, headerBytes);
  return bytes;
}
