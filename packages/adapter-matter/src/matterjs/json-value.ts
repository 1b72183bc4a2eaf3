import { DataSchemaError } from "@thingwright/errors";
import type { ValueModel } from "./library.js";

/** Deepest nesting of a value; the deepest of the standard has six levels. */
const maxDepth = 16;

/** A value of the library as plain JSON; what JSON has nothing for, such as NaN, is `null`. */
export function toJson(value: unknown, depth = 0): unknown {
  if (value === undefined || value === null || depth > maxDepth) return null;
  switch (typeof value) {
    case "boolean":
    case "string":
      return value;
    case "number":
      return Number.isFinite(value) ? shortest(value) : null;
    case "bigint":
      return isSafe(value) ? Number(value) : String(value);
    case "object":
      return objectToJson(value, depth);
    default:
      return null;
  }
}

/** A number of single precision as it was meant: 0.012 is 0.012000000104 in doubles. */
function shortest(value: number): number {
  if (Number.isInteger(value) || Math.fround(value) !== value) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

const isSafe = (value: bigint): boolean => value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;

function objectToJson(value: object, depth: number): unknown {
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  }
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>, (item) => toJson(item, depth + 1));
  const members = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== "function");
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member, depth + 1)]));
}

/**
 * Plain JSON as the library takes it for `model`: octet strings from base64, whole numbers beyond 2^53 from decimal strings.
 * Everything else stays: the library holds it against the model.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for what cannot be such an octet string or number
 */
export function fromJson(value: unknown, model: ValueModel, depth = 0): unknown {
  if (value === null || depth > maxDepth) return value;
  switch (model.effectiveMetatype) {
    case "bytes":
      return bytesOf(value, model);
    case "integer":
      return typeof value === "string" ? integerOf(value, model) : value;
    case "array":
      return Array.isArray(value) && model.listEntry !== undefined
        ? value.map((item) => fromJson(item, model.listEntry!, depth + 1))
        : value;
    case "object":
      return typeof value === "object" ? fieldsFromJson(value, model.members, depth + 1) : value;
    default:
      return value;
  }
}

/** Fields of a struct or command. @throws {DataSchemaError} WOT_DATA_INVALID for one that there is not */
export function fieldsFromJson(value: object, models: Iterable<ValueModel>, depth = 0): object {
  const byName = new Map([...models].map((model) => [model.propertyName, model]));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const model = byName.get(name);
      if (model === undefined) throw invalid(`there is no field ${JSON.stringify(name.slice(0, 64))}`);
      return [name, fromJson(member, model, depth)];
    }),
  );
}

function bytesOf(value: unknown, { propertyName }: ValueModel): Uint8Array {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    throw invalid(`${propertyName} is an octet string in base64`);
  }
  return Uint8Array.from(Buffer.from(value, "base64"));
}

function integerOf(value: string, { propertyName }: ValueModel): bigint {
  if (!/^-?\d{1,20}$/.test(value)) throw invalid(`${propertyName} is a whole number`);
  return BigInt(value);
}

const invalid = (message: string): DataSchemaError => new DataSchemaError("WOT_DATA_INVALID", message);
