/**
 * `value` as CBOR by preferred serialization: what JSON carries, and Maps, whose names may be integers. What is
 * `undefined`, and a number that is no integer of 53 bits, is written as null or as a double.
 *
 * @see RFC 8949 §3, §4.1
 */
export function cborBytes(value: unknown): Uint8Array {
  if (typeof value === "string") return string(3, Buffer.from(value));
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (value instanceof Uint8Array) return string(2, value);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cborBytes)]);
  if (value instanceof Map) return map([...value]);
  if (typeof value === "object" && value !== null) return map(Object.entries(value));
  return Uint8Array.of(0xf6);
}

function map(entries: readonly (readonly [unknown, unknown])[]): Uint8Array {
  const present = entries.filter(([, member]) => member !== undefined);
  return Buffer.concat([head(5, present.length), ...present.flat().map(cborBytes)]);
}

const string = (major: number, bytes: Uint8Array): Uint8Array => Buffer.concat([head(major, bytes.length), bytes]);

function number(value: number): Uint8Array {
  if (Number.isSafeInteger(value)) return value < 0 ? head(1, -1 - value) : head(0, value);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Uint8Array {
  const initial = major << 5;
  if (argument < 24) return Uint8Array.of(initial | argument);
  const size = argument <= 0xff ? 1 : argument <= 0xffff ? 2 : argument <= 0xffffffff ? 4 : 8;
  const bytes = Buffer.alloc(1 + size);
  bytes[0] = initial | (24 + Math.log2(size));
  if (size < 8) bytes.writeUIntBE(argument, 1, size);
  else bytes.writeBigUInt64BE(BigInt(argument), 1);
  return bytes;
}
