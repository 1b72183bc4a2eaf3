import { HandshakeFault } from "../alert/alert.js";
import { Reader } from "../wire/reader.js";
import { uint8, uint16, uint24 } from "../wire/writer.js";

/** RFC 5246 §7.4, RFC 6347 §4.3.2. */
export const HandshakeType = {
  hello_request: 0,
  client_hello: 1,
  server_hello: 2,
  hello_verify_request: 3,
  certificate: 11,
  server_key_exchange: 12,
  certificate_request: 13,
  server_hello_done: 14,
  certificate_verify: 15,
  client_key_exchange: 16,
  finished: 20,
} as const;

export const HANDSHAKE_HEADER_BYTES = 12;

/** A whole handshake message. */
export interface HandshakeMessage {
  readonly type: number;
  /** `message_seq`. */
  readonly sequence: number;
  readonly body: Buffer;
}

/** A part of a handshake message, or all of it. */
export interface HandshakeFragment {
  readonly type: number;
  readonly sequence: number;
  /** Of the whole message. */
  readonly length: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The bytes of a part of `message` (RFC 6347 §4.2.2). */
export function encodeFragment({ type, sequence, body }: HandshakeMessage, offset: number, length: number): Buffer {
  return Buffer.concat([
    uint8(type),
    uint24(body.length),
    uint16(sequence),
    uint24(offset),
    uint24(length),
    body.subarray(offset, offset + length),
  ]);
}

/** The message in one piece, as it is hashed and signed whatever its fragments were (RFC 6347 §4.2.6). */
export const encodeMessage = (message: HandshakeMessage): Buffer => encodeFragment(message, 0, message.body.length);

/**
 * The fragments in a record.
 *
 * @throws {HandshakeFault} decode_error
 */
export function readFragments(content: Buffer): readonly HandshakeFragment[] {
  const reader = new Reader(content);
  const fragments: HandshakeFragment[] = [];
  while (!reader.isAtEnd) {
    const type = reader.uint8();
    const length = reader.uint24();
    const sequence = reader.uint16();
    const offset = reader.uint24();
    const bytes = reader.vector24();
    if (offset + bytes.length > length) throw new HandshakeFault("decode_error", "a fragment reaches past its message");
    fragments.push({ type, sequence, length, offset, bytes });
  }
  return fragments;
}
