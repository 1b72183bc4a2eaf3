import { unusable } from "../unusable.js";

/**
 * Where the byte at `index` of a big-endian value of `length` bytes goes. For 0x0A0B0C0D: `A B C D`, `D C B A`,
 * `B A D C` and `C D A B`. Each of them is its own inverse.
 *
 * @see W3C WoT Modbus Binding, `modv:mostSignificantByte`, `modv:mostSignificantWord`
 */
export const byteOrders = {
  BIG_ENDIAN: (index: number): number => index,
  LITTLE_ENDIAN: (index: number, length: number): number => length - 1 - index,
  BIG_ENDIAN_BYTE_SWAP: (index: number): number => index ^ 1,
  LITTLE_ENDIAN_BYTE_SWAP: (index: number, length: number): number => (length - 1 - index) ^ 1,
} as const;

/** Value of the parameter `byteSeq`. */
export type ByteSequence = keyof typeof byteOrders;

/**
 * Bytes of `sequence` from big-endian ones, and the other way round.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX when bytes are to be swapped in pairs and their number is odd
 */
export function reorder(bytes: Uint8Array, sequence: ByteSequence): Uint8Array {
  if (sequence === "BIG_ENDIAN") return bytes;
  if (sequence.endsWith("_BYTE_SWAP") && bytes.length % 2 !== 0) {
    throw unusable(`${bytes.length} bytes cannot be swapped in pairs`);
  }
  const order = byteOrders[sequence];
  return Uint8Array.from(bytes, (_, index) => bytes[order(index, bytes.length)]!);
}
