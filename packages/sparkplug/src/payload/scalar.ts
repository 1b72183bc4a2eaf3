import { byteTypes, type DataType, longIntegers, smallIntegers, textTypes } from "./data-type.js";
import { exactNumber, type OneValue } from "./message.js";
import { unusable } from "./unusable.js";

/** What the wire has of a scalar as a JSON value: integers as two's complement are what they mean. */
export function scalarOf(type: DataType, { case: kind, value }: OneValue): unknown {
  const small = smallIntegers.get(type);
  if (small !== undefined) return narrowed(wide(value, type), small.bits, small.isSigned);
  const long = longIntegers.get(type);
  if (long !== undefined) {
    const raw = wide(value, type);
    return exactNumber(long.isSigned ? BigInt.asIntN(64, raw) : BigInt.asUintN(64, raw));
  }
  if (type === "Float" || type === "Double") return finite(value, type);
  if (type === "Boolean") return typeof value === "boolean" ? value : refuse(type, kind);
  if (textTypes.has(type)) return typeof value === "string" ? value : refuse(type, kind);
  if (byteTypes.has(type)) return value instanceof Uint8Array ? base64(value) : refuse(type, kind);
  return untyped({ case: kind, value });
}

/** The value of a metric whose data type nobody has told. */
function untyped({ case: kind, value }: OneValue): unknown {
  if (typeof value === "bigint") return exactNumber(value);
  if (value instanceof Uint8Array) return base64(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : refuse("Unknown", kind);
}

function narrowed(value: bigint, bits: number, isSigned: boolean): number {
  return Number(isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

function wide(value: unknown, type: DataType): bigint {
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : refuse(type, typeof value);
}

/** JSON has no NaN and no infinity: they are `null`. */
function finite(value: unknown, type: DataType): number | null {
  if (typeof value !== "number") return refuse(type, typeof value);
  return Number.isFinite(value) ? value : null;
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function refuse(type: DataType, kind: string | undefined): never {
  throw unusable(`a ${type} has a value of another kind (${kind ?? "none"})`);
}

/** A JSON value as the wire has it. @throws {DataSchemaError} WOT_DATA_SYNTAX when the type has no such value */
export function wireScalar(type: DataType, value: unknown): OneValue {
  const small = smallIntegers.get(type);
  if (small !== undefined) {
    const { bits, isSigned } = small;
    // Eclipse Tahu, which most nodes are built on, has a UInt32 where the long integers are.
    if (type === "UInt32") return { case: "longValue", value: inRange(type, value, bits, isSigned) };
    return { case: "intValue", value: Number(BigInt.asUintN(32, inRange(type, value, bits, isSigned))) };
  }
  const long = longIntegers.get(type);
  if (long !== undefined) {
    return { case: "longValue", value: BigInt.asUintN(64, inRange(type, value, 64, long.isSigned)) };
  }
  if (type === "Float" || type === "Double") {
    if (typeof value !== "number") throw mismatch(type, value);
    return { case: type === "Float" ? "floatValue" : "doubleValue", value };
  }
  if (type === "Boolean") {
    if (typeof value !== "boolean") throw mismatch(type, value);
    return { case: "booleanValue", value };
  }
  if (textTypes.has(type)) {
    if (typeof value !== "string") throw mismatch(type, value);
    return { case: "stringValue", value };
  }
  if (byteTypes.has(type)) {
    if (typeof value !== "string") throw mismatch(type, value);
    return { case: "bytesValue", value: new Uint8Array(Buffer.from(value, "base64")) };
  }
  throw unusable(`a value of the type ${type} cannot be written`);
}

function inRange(type: DataType, value: unknown, bits: number, isSigned: boolean): bigint {
  const integer = integerOf(value);
  if (integer === undefined) throw mismatch(type, value);
  const fits = isSigned ? BigInt.asIntN(bits, integer) === integer : BigInt.asUintN(bits, integer) === integer;
  if (!fits) throw unusable(`${integer} is out of the range of ${type}`);
  return integer;
}

/** An integer, or its decimal digits. */
function integerOf(value: unknown): bigint | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}

const mismatch = (type: DataType, value: unknown) =>
  unusable(`a ${type} cannot be ${value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`}`);
