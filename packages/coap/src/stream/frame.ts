import { tokenExtensionBytes } from "../message/token-length.js";

/** Why bytes are no frame, or none that is taken. */
export type FrameFault = "token-length" | "too-long" | "too-short" | "length";

/** Where the parts of a frame are. */
export interface FrameLayout {
  readonly code: number;
  readonly tokenStart: number;
  readonly tokenLength: number;
  /** Bytes of the whole frame. */
  readonly length: number;
}

/** How many bytes after the first one say how long options and payload are; `nibble` is the Len field. */
const lengthExtensionBytes = (nibble: number): number => (nibble < 13 ? 0 : nibble === 13 ? 1 : nibble === 14 ? 2 : 4);

/**
 * The layout of the frame at the start of `bytes[start, end)`; `undefined` while too little of it is there to say.
 *
 * @see RFC 8323 §3.2, RFC 8974 §2.1
 */
export function frameLayout(bytes: Uint8Array, start: number, end: number): FrameLayout | FrameFault | undefined {
  if (start >= end) return undefined;
  const first = bytes[start]!;
  const lengthNibble = first >> 4;
  const tokenNibble = first & 0x0f;
  if (tokenNibble === 15) return "token-length";
  const codeAt = start + 1 + lengthExtensionBytes(lengthNibble);
  const tokenStart = codeAt + 1 + tokenExtensionBytes(tokenNibble);
  if (tokenStart > end) return undefined;
  const tokenLength = extended(bytes, codeAt + 1, tokenNibble);
  const contentLength = extended(bytes, start + 1, lengthNibble);
  const length = tokenStart - start + tokenLength + contentLength;
  return { code: bytes[codeAt]!, tokenStart: tokenStart - start, tokenLength, length };
}

/** The value of a nibble and the bytes that extend it. */
function extended(bytes: Uint8Array, at: number, nibble: number): number {
  if (nibble < 13) return nibble;
  if (nibble === 13) return bytes[at]! + 13;
  if (nibble === 14) return ((bytes[at]! << 8) | bytes[at + 1]!) + 269;
  return bytes[at]! * 0x100_0000 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) + 65_805;
}

/**
 * The frame of a message in the format of RFC 7252 §3: without version, type and Message ID, with the length of options
 * and payload in their place. Where the stream keeps boundaries the length is zero.
 *
 * @see RFC 8323 §3.2, §4.2
 */
export function frameOf(message: Uint8Array, keepsBoundaries: boolean): Uint8Array {
  const tokenNibble = message[0]! & 0x0f;
  const contentLength = keepsBoundaries ? 0 : message.length - tokenEnd(message, tokenNibble);
  const nibble = contentLength < 13 ? contentLength : contentLength < 269 ? 13 : contentLength < 65_805 ? 14 : 15;
  const extension = lengthExtensionBytes(nibble);
  const frame = Buffer.allocUnsafe(extension + message.length - 2);
  frame[0] = (nibble << 4) | tokenNibble;
  if (nibble === 13) frame[1] = contentLength - 13;
  else if (nibble === 14) frame.writeUInt16BE(contentLength - 269, 1);
  else if (nibble === 15) frame.writeUInt32BE(contentLength - 65_805, 1);
  frame[1 + extension] = message[1]!;
  frame.set(message.subarray(4), 2 + extension);
  return frame;
}

/** Where the options of a message start. */
function tokenEnd(message: Uint8Array, nibble: number): number {
  return 4 + tokenExtensionBytes(nibble) + extended(message, 4, nibble);
}
