import { unusable } from "../unusable.js";

/** Value of a big-endian integer of 1 to 8 bytes. */
export function readInteger(bytes: Uint8Array, signed: boolean): number {
  checkWidth(bytes.length);
  let value = signed ? (bytes[0]! << 24) >> 24 : bytes[0]!;
  for (let i = 1; i < bytes.length; i++) value = value * 256 + bytes[i]!;
  if (!Number.isSafeInteger(value)) throw unusable("the content has an integer beyond 2^53 - 1");
  return value;
}

/** A big-endian integer of `length` bytes, 1 to 8. */
export function writeInteger(value: unknown, length: number, signed: boolean): Uint8Array {
  checkWidth(length);
  if (!Number.isSafeInteger(value)) throw unusable("the value is not an integer up to 2^53 - 1");
  let rest = value as number;
  const span = 2 ** (8 * length);
  const least = signed ? -span / 2 : 0;
  if (rest < least || rest >= least + span) throw unusable(`the value does not fit into ${length} bytes`);
  const bytes = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i--) {
    const next = Math.floor(rest / 256);
    bytes[i] = rest - next * 256;
    rest = next;
  }
  return bytes;
}

function checkWidth(length: number): void {
  if (length < 1 || length > 8) throw unusable(`an integer of ${length} bytes is not supported`);
}
