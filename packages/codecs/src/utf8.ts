import { DataSchemaError } from "@thingwright/errors";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decoderWithoutBom = new TextDecoder("utf-8", { fatal: true });

/** Texts up to a third of this many bytes are encoded in place: `encode` costs six times as much for a small one. */
const scratchBytes = 4096;
const scratch = new Uint8Array(scratchBytes);

/** Length up to which a loop is faster than encoder and decoder: numbers, booleans, short texts. */
const tinyLength = 12;

/** ASCII of `text`, `undefined` when it has other characters. */
function encodeAscii(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return undefined;
    bytes[index] = code;
  }
  return bytes;
}

/** UTF-8 of `text`, in an array of its own and of exactly its size. Lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  if (text.length <= tinyLength) {
    const bytes = encodeAscii(text);
    if (bytes !== undefined) return bytes;
  }
  if (text.length * 3 > scratchBytes) return encoder.encode(text);
  return scratch.slice(0, encoder.encodeInto(text, scratch).written);
}

/**
 * Text of UTF-8 bytes; a byte order mark is kept.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX when the bytes are not UTF-8
 */
export const decodeUtf8 = (bytes: Uint8Array): string => decodeWith(decoder, bytes);

/** Like `decodeUtf8`, without a leading byte order mark (RFC 8259 §8.1 lets a parser ignore it). */
export const decodeUtf8WithoutBom = (bytes: Uint8Array): string => decodeWith(decoderWithoutBom, bytes);

/** Text of ASCII bytes, `undefined` when there are others. */
function decodeAscii(bytes: Uint8Array): string | undefined {
  let text = "";
  for (const byte of bytes) {
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeWith(chosen: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  if (bytes.length <= tinyLength) {
    const text = decodeAscii(bytes);
    if (text !== undefined) return text;
  }
  try {
    return chosen.decode(bytes);
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the text is not UTF-8", { cause });
  }
}
