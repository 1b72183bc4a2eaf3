import { byteString } from "./cose.js";

/** Initial bytes of CBOR byte strings: with the length in themselves, in the next byte, in the next two. */
const SHORTEST = 0x40;
const ONE_LENGTH_BYTE = 0x58;
const TWO_LENGTH_BYTES = 0x59;

/** A random string as the kid context carries it from one endpoint to the other: in a CBOR byte string (RFC 8613 §B.2). */
export const wrapped = (id: Uint8Array): Uint8Array => byteString(id);

/** What `wrapped` wrapped; `undefined` for what is no CBOR byte string, or more than one. */
export function unwrapped(kidContext: Uint8Array): Uint8Array | undefined {
  const first = kidContext[0];
  if (first === undefined || first < SHORTEST || first > TWO_LENGTH_BYTES) return undefined;
  const headBytes = first < ONE_LENGTH_BYTE ? 1 : first === ONE_LENGTH_BYTE ? 2 : 3;
  if (kidContext.length < headBytes) return undefined;
  const content = kidContext.subarray(headBytes);
  return content.length === lengthIn(kidContext, headBytes) ? content : undefined;
}

function lengthIn(bytes: Uint8Array, headBytes: number): number {
  if (headBytes === 1) return bytes[0]! - SHORTEST;
  return headBytes === 2 ? bytes[1]! : (bytes[1]! << 8) | bytes[2]!;
}
