import { DataSchemaError } from "@thingwright/errors";
import { dateOf, timeOf } from "../protocol/date-time.js";
import { isInstance } from "../protocol/object-id.js";
import type { BacnetValue } from "../protocol/value.js";
import type { DataType, DataTypeName, LogicalValue } from "./data-type.js";

/**
 * JSON as values of a property of data type `type`.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for JSON that is no such value
 */
export function encodeValues(json: unknown, type: DataType | undefined): readonly BacnetValue[] {
  if (type?.name === "SequenceOf" || type?.name === "List") {
    if (!Array.isArray(json)) throw unlike("a list", json);
    return json.flatMap((item) => encodeValues(item, type.member));
  }
  if (type === undefined || type.name === "Any" || type.name === "Choice") return [inferred(json)];
  const value = encoders[type.name]?.(json, type);
  if (value === undefined) throw unlike(type.name, json);
  return [value];
}

type Encoder = (json: unknown, type: DataType) => BacnetValue | undefined;

const real =
  (name: "real" | "double", most: number): Encoder =>
  (json) =>
    typeof json === "number" && Math.abs(json) <= most ? { type: name, value: json } : undefined;

const integer =
  (name: "unsigned" | "signed" | "enumerated", isNumber: (value: number) => boolean): Encoder =>
  (json, type) => {
    const value = protocolOf(json, type);
    return Number.isSafeInteger(value) && isNumber(value!) ? { type: name, value: value! } : undefined;
  };

const isNatural = (value: number): boolean => value >= 0;

const encoders: Partial<Readonly<Record<DataTypeName, Encoder>>> = {
  Real: real("real", 3.4028234663852886e38),
  Double: real("double", Number.MAX_VALUE),
  Unsigned: integer("unsigned", isNatural),
  Signed: integer("signed", () => true),
  Enumerated: integer("enumerated", isNatural),
  Boolean: (json, type) => {
    const value = protocolOf(json, type);
    return value === 0 || value === 1 ? { type: "boolean", value: value === 1 } : undefined;
  },
  String: (json) => (typeof json === "string" ? { type: "text", value: json } : undefined),
  Null: (json) => (json === null ? { type: "null" } : undefined),
  Date: (json) => {
    const value = typeof json === "string" ? dateOf(json) : undefined;
    return value && { type: "date", value };
  },
  Time: (json) => {
    const value = typeof json === "string" ? timeOf(json) : undefined;
    return value && { type: "time", value };
  },
  OctetString: (json, { binary = "hex" }) => {
    const value = typeof json === "string" ? octetsOf(json, binary) : undefined;
    return value && { type: "octets", value };
  },
  BitString: (json, type) => {
    const value = Array.isArray(json) ? bitsOf(json, type) : undefined;
    return value && { type: "bits", value };
  },
  ObjectIdentifier: (json) => {
    const match = typeof json === "string" ? /^(?:bacnet:\/\/\d{1,7}\/)?(\d{1,4}),(\d{1,7})$/.exec(json) : null;
    const [type, instance] = [Number(match?.[1]), Number(match?.[2])];
    return type <= 1023 && isInstance(instance) ? { type: "object", value: { type, instance } } : undefined;
  },
};

/** The number that stands for `json`; a boolean without a map is 0 or 1. */
function protocolOf(json: unknown, { valueMap }: DataType): number | undefined {
  if (valueMap !== undefined) return valueMap.protocolOf.get(json as LogicalValue);
  if (typeof json === "boolean") return Number(json);
  return typeof json === "number" ? json : undefined;
}

function octetsOf(text: string, representation: NonNullable<DataType["binary"]>): Uint8Array | undefined {
  if (representation === "dotted-decimal") {
    const octets = text.split(".").map(Number);
    return octets.every((octet) => Number.isInteger(octet) && octet >= 0 && octet <= 255)
      ? Uint8Array.from(octets)
      : undefined;
  }
  const plain = representation === "hex" ? text.replaceAll("-", "") : text;
  const isWritten = representation === "hex" ? /^(?:[0-9a-f]{2})*$/i : /^[a-z0-9+/]*={0,2}$/i;
  return isWritten.test(plain) ? new Uint8Array(Buffer.from(plain, representation)) : undefined;
}

const maxBits = 256;

/** As many bits as the map names, or as are needed. */
function bitsOf(json: readonly unknown[], { valueMap }: DataType): readonly boolean[] | undefined {
  const set = json.map((item) => valueMap?.protocolOf.get(item as LogicalValue) ?? item);
  if (!set.every((bit): bit is number => typeof bit === "number" && Number.isInteger(bit) && bit >= 0 && bit < maxBits))
    return undefined;
  const length = Math.max(
    0,
    ...set.map((bit) => bit + 1),
    ...[...(valueMap?.logicalOf.keys() ?? [])].map((bit) => bit + 1),
  );
  return Array.from({ length }, (_, bit) => set.includes(bit));
}

/** Where nobody says what a property is, its value says it. */
function inferred(json: unknown): BacnetValue {
  if (json === null) return { type: "null" };
  if (typeof json === "boolean") return { type: "boolean", value: json };
  if (typeof json === "number" && Number.isFinite(json)) return { type: "real", value: json };
  if (typeof json === "string") return { type: "text", value: json };
  throw unlike("a value of BACnet", json);
}

const unlike = (expected: string, json: unknown): DataSchemaError =>
  new DataSchemaError("WOT_DATA_INVALID", `expected ${expected}, not ${JSON.stringify(json)?.slice(0, 64)}`);
