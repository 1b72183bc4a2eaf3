import { DataSchemaError } from "@thingwright/errors";

/** Where a value lies: bits from the first and highest of the first byte. */
export interface BitField {
  readonly offset: number;
  readonly length: number;
}

/** Bits of a field as whole bytes, with zeros before the first bit where the field is no whole number of them. */
export function bitsAt(bytes: Uint8Array, { offset, length }: BitField): Buffer {
  const field = Buffer.alloc(Math.ceil(length / 8));
  const first = field.length * 8 - length;
  if (offset % 8 === 0 && first === 0) {
    field.set(bytes.subarray(offset / 8, offset / 8 + field.length));
    return field;
  }
  for (let bit = 0; bit < length; bit++) if (isSet(bytes, offset + bit)) set(field, first + bit);
  return field;
}

/**
 * Writes the last bits of `value` into a field of `target`, whose bits there are zero.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX when bits that are set would be lost
 */
export function putBits(value: Uint8Array, target: Uint8Array, { offset, length }: BitField): void {
  const first = value.length * 8 - length;
  if (offset + length > target.length * 8) throw tooLong(offset + length, target.length);
  for (let bit = 0; bit < value.length * 8; bit++) {
    if (!isSet(value, bit)) continue;
    if (bit < first) throw new DataSchemaError("WOT_DATA_SYNTAX", `The value does not fit into ${length} bits`);
    set(target, offset + bit - first);
  }
}

const isSet = (bytes: Uint8Array, bit: number): boolean => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;

function set(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
}

const tooLong = (bits: number, bytes: number): DataSchemaError =>
  new DataSchemaError("WOT_DATA_SYNTAX", `${bits} bits do not fit into ${bytes} bytes`);
