import { fromHalf, nearestHalf } from "../half-float.js";
import { unusable } from "../unusable.js";

/** Value of a big-endian IEEE 754 number of 2, 4 or 8 bytes. */
export function readFloat(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (bytes.length) {
    case 2:
      return fromHalf(view.getUint16(0));
    case 4:
      return view.getFloat32(0);
    case 8:
      return view.getFloat64(0);
    default:
      throw unusable(`a number of ${bytes.length} bytes is not supported`);
  }
}

/** The nearest big-endian IEEE 754 number of 2, 4 or 8 bytes. */
export function writeFloat(value: unknown, length: number): Uint8Array {
  if (typeof value !== "number") throw unusable("the value is not a number");
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  if (length === 2) view.setUint16(0, nearestHalf(value));
  else if (length === 4) view.setFloat32(0, value);
  else if (length === 8) view.setFloat64(0, value);
  else throw unusable(`a number of ${length} bytes is not supported`);
  if (Number.isFinite(value) && !Number.isFinite(readFloat(bytes))) {
    throw unusable(`the value does not fit into ${length} bytes`);
  }
  return bytes;
}
