import { malformed } from "./malformed.js";

/** Most octets of an integer that is read: Unsigned64 has eight (ASHRAE 135 §20.2.4). */
const maxOctets = 8;

/** An unsigned integer, most significant octet first. @throws {ProtocolError} WOT_PROTOCOL beyond eight octets */
export function readUnsigned(octets: Uint8Array): number {
  requireInteger(octets);
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** A signed integer in two's complement (§20.2.5). @throws {ProtocolError} WOT_PROTOCOL beyond eight octets */
export function readSigned(octets: Uint8Array): number {
  const unsigned = readUnsigned(octets);
  return octets[0]! >= 0x80 ? unsigned - 256 ** octets.length : unsigned;
}

/** In as few octets as it needs. */
export function writeUnsigned(value: number): Uint8Array {
  const octets: number[] = [];
  for (let rest = value; rest > 0 || octets.length === 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.from(octets);
}

export function writeSigned(value: number): Uint8Array {
  let length = 1;
  while (value < -(256 ** length) / 2 || value >= 256 ** length / 2) length += 1;
  const octets = writeUnsigned(value < 0 ? value + 256 ** length : value);
  return octets.length === length
    ? octets
    : Uint8Array.from([...new Array<number>(length - octets.length).fill(0), ...octets]);
}

/** IEEE 754, single or double by its length (§20.2.6, §20.2.7). @throws {ProtocolError} WOT_PROTOCOL for another length */
export function readReal(octets: Uint8Array, length: 4 | 8): number {
  if (octets.length !== length) throw malformed(`a floating-point number of ${octets.length} octets`, "§20.2.6");
  const view = new DataView(octets.buffer, octets.byteOffset, length);
  return length === 4 ? view.getFloat32(0) : view.getFloat64(0);
}

export function writeReal(value: number, length: 4 | 8): Uint8Array {
  const octets = new Uint8Array(length);
  const view = new DataView(octets.buffer);
  if (length === 4) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return octets;
}

function requireInteger({ length }: Uint8Array): void {
  if (length === 0 || length > maxOctets) throw malformed(`an integer of ${length} octets`, "§20.2.4");
}
