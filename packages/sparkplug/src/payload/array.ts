import { type DataType, dataTypes } from "./data-type.js";
import { exactNumber } from "./message.js";
import { unusable } from "./unusable.js";

interface Element {
  readonly bytes: number;
  read(view: DataView, at: number): unknown;
  write(view: DataView, at: number, value: never): void;
}

/** Elements of arrays, each after the other, the least significant byte first (Sparkplug 3.0 §6.4.16). */
const elements: Partial<Record<DataType, Element>> = {
  Int8Array: { bytes: 1, read: (view, at) => view.getInt8(at), write: (view, at, value) => view.setInt8(at, value) },
  UInt8Array: { bytes: 1, read: (view, at) => view.getUint8(at), write: (view, at, value) => view.setUint8(at, value) },
  Int16Array: integer(2, "Int16"),
  UInt16Array: integer(2, "Uint16"),
  Int32Array: integer(4, "Int32"),
  UInt32Array: integer(4, "Uint32"),
  Int64Array: long("BigInt64"),
  UInt64Array: long("BigUint64"),
  DateTimeArray: long("BigUint64"),
  FloatArray: real(4, "Float32"),
  DoubleArray: real(8, "Float64"),
};

function integer(bytes: number, kind: "Int16" | "Uint16" | "Int32" | "Uint32"): Element {
  return {
    bytes,
    read: (view, at) => view[`get${kind}`](at, true),
    write: (view, at, value) => view[`set${kind}`](at, value, true),
  };
}

function long(kind: "BigInt64" | "BigUint64"): Element {
  return {
    bytes: 8,
    read: (view, at) => exactNumber(view[`get${kind}`](at, true)),
    write: (view, at, value) => view[`set${kind}`](at, BigInt(value), true),
  };
}

function real(bytes: number, kind: "Float32" | "Float64"): Element {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    bytes,
    read: (view, at) => finite(view[`get${kind}`](at, true)),
    write: (view, at, value) => view[`set${kind}`](at, value, true),
  };
}

export const isArrayType = (type: DataType): boolean => dataTypes.indexOf(type) >= dataTypes.indexOf("Int8Array");

/** The values in the bytes of an array. @throws {DataSchemaError} WOT_DATA_SYNTAX */
export function arrayOf(type: DataType, bytes: unknown): readonly unknown[] {
  if (!(bytes instanceof Uint8Array)) throw unusable(`a ${type} has no bytes`);
  if (type === "BooleanArray") return booleansOf(bytes);
  if (type === "StringArray") return textsOf(bytes);
  const element = elements[type]!;
  if (bytes.length % element.bytes !== 0) throw unusable(`${bytes.length} bytes are no ${type}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / element.bytes }, (_, index) => element.read(view, index * element.bytes));
}

/** The bytes of an array. @throws {DataSchemaError} WOT_DATA_SYNTAX when a value is none of its elements */
export function arrayBytes(type: DataType, values: unknown): Uint8Array {
  if (!Array.isArray(values)) throw unusable(`a ${type} can only be an array`);
  if (type === "BooleanArray") return booleanBytes(values);
  if (type === "StringArray") return textBytes(values);
  const element = elements[type]!;
  const bytes = new Uint8Array(values.length * element.bytes);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) {
    if (typeof value !== "number" && !(typeof value === "string" && element.bytes === 8)) {
      throw unusable(`item ${index} is no element of a ${type}`);
    }
    try {
      element.write(view, index * element.bytes, value as never);
    } catch (error) {
      throw unusable(`item ${index} is no element of a ${type}`, error);
    }
  }
  return bytes;
}

/** The number of booleans in four bytes, then a bit for each, the highest of each byte first. */
function booleansOf(bytes: Uint8Array): readonly boolean[] {
  if (bytes.length < 4) throw unusable("a BooleanArray is shorter than its length");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > (bytes.length - 4) * 8) throw unusable(`a BooleanArray has fewer than its ${length} bits`);
  return Array.from({ length }, (_, index) => ((bytes[4 + (index >> 3)]! >> (7 - (index & 7))) & 1) === 1);
}

function booleanBytes(values: readonly unknown[]): Uint8Array {
  const bytes = new Uint8Array(4 + Math.ceil(values.length / 8));
  new DataView(bytes.buffer).setUint32(0, values.length, true);
  for (const [index, value] of values.entries()) {
    if (typeof value !== "boolean") throw unusable(`item ${index} is no boolean`);
    if (value) bytes[4 + (index >> 3)]! |= 1 << (7 - (index & 7));
  }
  return bytes;
}

/** Texts in UTF-8, each ended by a zero. */
function textsOf(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return [];
  if (bytes.at(-1) !== 0) throw unusable("the last text of a StringArray has no end");
  return Buffer.from(bytes.subarray(0, -1)).toString("utf8").split("\0");
}

function textBytes(values: readonly unknown[]): Uint8Array {
  for (const [index, value] of values.entries()) {
    if (typeof value !== "string" || value.includes("\0")) throw unusable(`item ${index} is no text without a zero`);
  }
  return new Uint8Array(Buffer.from(values.map((value) => `${value}\0`).join("")));
}
