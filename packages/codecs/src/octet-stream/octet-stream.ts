import type { Codec } from "@thingwright/contracts";
import { charsetOf } from "../text/charset.js";
import { unusable } from "../unusable.js";
import { bytesOf } from "./binary.js";
import { reorder } from "./byte-sequence.js";
import { readFloat, writeFloat } from "./float.js";
import { readInteger, writeInteger } from "./integer.js";
import { type Layout, layoutOf } from "./layout.js";

/**
 * `application/octet-stream`: bytes as a `Uint8Array`, or one scalar in a fixed number of bytes when the schema's type
 * is boolean, integer, number, string or null.
 *
 * Parameters: `length` in bytes (default 4 for an integer, 8 for a number, 1 for a boolean), `signed` (`true` by
 * default) and `byteSeq` (`BIG_ENDIAN` by default, `LITTLE_ENDIAN`, `BIG_ENDIAN_BYTE_SWAP`, `LITTLE_ENDIAN_BYTE_SWAP`)
 * for numbers; `charset` for strings. A string shorter than `length` is followed by NUL bytes, which are taken off
 * again. A decoded body has exactly `length` bytes.
 */
export function octetStream(): Codec {
  return {
    mediaTypes: ["application/octet-stream"],
    encode(value, schema, parameters) {
      const bytes = bytesOf(value);
      if (bytes !== undefined) return checkLength(bytes, layoutOf(parameters));
      return encodeScalar(value, schema?.type, layoutOf(parameters), parameters.get("charset"));
    },
    decode(body, schema, parameters) {
      const layout = layoutOf(parameters);
      return decodeScalar(checkLength(body, layout), schema?.type, layout, parameters.get("charset"));
    },
  };
}

function encodeScalar(value: unknown, type: string | undefined, layout: Layout, charset: string | undefined) {
  const { length, signed, byteSequence } = layout;
  switch (type) {
    case "integer":
      return reorder(writeInteger(value, length ?? 4, signed), byteSequence);
    case "number":
      return reorder(writeFloat(value, length ?? 8), byteSequence);
    case "boolean":
      if (typeof value !== "boolean") throw unusable("the value is not a boolean");
      return reorder(writeInteger(value ? 1 : 0, length ?? 1, false), byteSequence);
    case "string":
      if (typeof value !== "string") throw unusable("the value is not a string");
      return pad(charsetOf(charset).encode(value), length);
    case "null":
      if (value !== null) throw unusable("the value is not null");
      return new Uint8Array(0);
    default:
      throw unusable("without a schema of a scalar type, only bytes can be written as an octet stream");
  }
}

function decodeScalar(bytes: Uint8Array, type: string | undefined, layout: Layout, charset: string | undefined) {
  switch (type) {
    case "integer":
      return readInteger(reorder(bytes, layout.byteSequence), layout.signed);
    case "number":
      return readFloat(reorder(bytes, layout.byteSequence));
    case "boolean":
      if (bytes.length === 0) throw unusable("a boolean takes at least one byte");
      return bytes.some((byte) => byte !== 0);
    case "string":
      return charsetOf(charset).decode(layout.length === undefined ? bytes : withoutPadding(bytes));
    case "null":
      return null;
    case "array":
    case "object":
      throw unusable(`an octet stream cannot carry a value of type ${type}`);
    default:
      return bytes;
  }
}

function checkLength(bytes: Uint8Array, { length }: Layout): Uint8Array {
  if (length === undefined || bytes.length === length) return bytes;
  throw unusable(`the octet stream has ${bytes.length} bytes in place of ${length}`);
}

function pad(bytes: Uint8Array, length = bytes.length): Uint8Array {
  if (bytes.length > length) throw unusable(`the text does not fit into ${length} bytes`);
  const padded = new Uint8Array(length);
  padded.set(bytes);
  return padded;
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
