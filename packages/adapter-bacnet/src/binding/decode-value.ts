import { ProtocolError } from "@thingwright/errors";
import { dateText, timeText } from "../protocol/date-time.js";
import { objectText } from "../protocol/object-id.js";
import type { BacnetValue } from "../protocol/value.js";
import type { DataType, DataTypeName } from "./data-type.js";

/**
 * A property's values as JSON, as the Form's data type has it; without one, as they came.
 *
 * @param device - for object identifiers, which are `bacnet:` URIs
 * @throws {ProtocolError} WOT_PROTOCOL for what is not of the type, and for NaN and infinity
 */
export function decodeValues(values: readonly BacnetValue[], type: DataType | undefined, device: number): unknown {
  if (type === undefined || type.name === "Any" || type.name === "Choice" || type.name === "Sequence") {
    const plain = values.map((value) => plainOf(value, device));
    return type?.name !== "Sequence" && plain.length === 1 ? plain[0] : plain;
  }
  if (type.name === "SequenceOf" || type.name === "List")
    return values.map((value) => decodeValues([value], type.member, device));
  const [value] = values;
  if (value === undefined || values.length > 1) throw unlike(type, `${values.length} values`);
  if (!accepted[type.name].includes(value.type)) throw unlike(type, value.type);
  return mapped(value, type, device);
}

/** Types of values that a data type takes: devices are not strict about which kind of number they send. */
const numbers = ["real", "double", "unsigned", "signed", "enumerated"] as const;
const accepted: Readonly<
  Record<Exclude<DataTypeName, "SequenceOf" | "List" | "Any" | "Choice" | "Sequence">, readonly BacnetValue["type"][]>
> = {
  Date: ["date"],
  Time: ["time"],
  WeekNDay: ["octets"],
  Unsigned: ["unsigned", "enumerated"],
  Signed: ["signed", "unsigned"],
  Real: numbers,
  Double: numbers,
  Boolean: ["boolean", "enumerated", "unsigned"],
  Enumerated: ["enumerated", "unsigned", "boolean"],
  String: ["text"],
  OctetString: ["octets"],
  BitString: ["bits"],
  Null: ["null"],
  ObjectIdentifier: ["object"],
};

function mapped(value: BacnetValue, type: DataType, device: number): unknown {
  const { valueMap, binary = "hex" } = type;
  if (value.type === "bits") {
    const bits = value.value.flatMap((isSet, bit) => (isSet ? [bit] : []));
    return bits.map((bit) => valueMap?.logicalOf.get(bit) ?? bit);
  }
  if (value.type === "octets") return octetsText(value.value, binary);
  const plain = plainOf(value, device);
  const number = typeof plain === "boolean" ? Number(plain) : plain;
  if (valueMap !== undefined && typeof number === "number") {
    const logical = valueMap.logicalOf.get(number);
    if (logical === undefined) throw unlike(type, `${number}, which the Form does not name`);
    return logical;
  }
  return type.name === "Boolean" ? number === 1 : plain;
}

function plainOf(value: BacnetValue, device: number): unknown {
  switch (value.type) {
    case "null":
      return null;
    case "real":
    case "double":
      if (!Number.isFinite(value.value)) throw new ProtocolError("WOT_PROTOCOL", `the device sent ${value.value}`);
      // A single has about seven digits; more of them are noise of the conversion.
      return value.type === "real" ? Number(value.value.toPrecision(7)) : value.value;
    case "octets":
    case "context":
      return octetsText(value.value, "hex");
    case "bits":
      return value.value.flatMap((isSet, bit) => (isSet ? [bit] : []));
    case "date":
      return dateText(value.value);
    case "time":
      return timeText(value.value);
    case "object":
      return `bacnet://${device}/${objectText(value.value)}`;
    case "constructed":
      return value.values.map((part) => plainOf(part, device));
    default:
      return value.value;
  }
}

function octetsText(octets: Uint8Array, representation: NonNullable<DataType["binary"]>): string {
  if (representation === "dotted-decimal") return octets.join(".");
  const text = Buffer.from(octets).toString(representation);
  return representation === "hex" ? text.toUpperCase() : text;
}

const unlike = ({ name }: DataType, came: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `expected a ${name}, the device sent ${came}`, { section: "ASHRAE 135 §12" });
