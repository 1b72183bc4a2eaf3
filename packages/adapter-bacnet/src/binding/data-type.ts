import { isObject, type Members } from "@thingwright/mapping";
import { objectTypeTraits } from "../device/object-type.js";
import { propertyId } from "../device/property-id.js";

/** Names of `bacv:DataType`s, without the prefix (W3C BACnet binding, "WoT Data Schema and BACnet Types"). */
export const dataTypeNames = [
  "SequenceOf",
  "List",
  "Sequence",
  "Choice",
  "Date",
  "Time",
  "WeekNDay",
  "Unsigned",
  "Signed",
  "Real",
  "Double",
  "Boolean",
  "Enumerated",
  "String",
  "OctetString",
  "BitString",
  "Any",
  "Null",
  "ObjectIdentifier",
] as const;

export type DataTypeName = (typeof dataTypeNames)[number];

/** What a Form says of the values of a property (`bacv:hasDataType`). */
export interface DataType {
  readonly name: DataTypeName;
  /** `bacv:hasMember` of a SequenceOf or List. */
  readonly member?: DataType;
  /** `bacv:hasValueMap`: what numbers mean; of a BitString, what its bits mean. */
  readonly valueMap?: ValueMap;
  readonly binary?: "hex" | "dotted-decimal" | "base64";
}

export interface ValueMap {
  readonly logicalOf: ReadonlyMap<number, LogicalValue>;
  readonly protocolOf: ReadonlyMap<LogicalValue, number>;
}

export type LogicalValue = string | number | boolean;

const maxDepth = 4;
const maxMapEntries = 1024;

/** Reads `bacv:hasDataType`; a reason, for a person, when it is none; `undefined` when there is none. */
export function readDataType(term: unknown, depth = 0): DataType | string | undefined {
  if (term === undefined) return undefined;
  if (!isObject(term) || depth === maxDepth) return "bacv:hasDataType is no data type";
  const [name] = dataTypeNames.filter((each) => term["@type"] === `bacv:${each}` || term["@type"] === each);
  if (name === undefined) return `${JSON.stringify(term["@type"])} is no data type of BACnet`;
  const member = readDataType(termOf(term, "hasMember"), depth + 1);
  if (typeof member === "string") return member;
  const valueMap = readValueMap(termOf(term, "hasValueMap"));
  if (typeof valueMap === "string") return valueMap;
  const binary = termOf(term, "hasBinaryRepresentation");
  return {
    name,
    ...(member !== undefined && { member }),
    ...(valueMap !== undefined && { valueMap }),
    ...(isBinary(binary) && { binary }),
  };
}

export const termOf = (members: object, name: string): unknown =>
  Object.hasOwn(members, `bacv:${name}`) ? (members as Members)[`bacv:${name}`] : undefined;

const isBinary = (value: unknown): value is NonNullable<DataType["binary"]> =>
  value === "hex" || value === "dotted-decimal" || value === "base64";

/** The draft's examples have a list of entries; its vocabulary has a `bacv:ValueMap` with `bacv:hasMapEntry`. */
function readValueMap(term: unknown): ValueMap | string | undefined {
  if (term === undefined) return undefined;
  const entries = isObject(term) ? termOf(term, "hasMapEntry") : term;
  if (!Array.isArray(entries) || entries.length > maxMapEntries) return "bacv:hasValueMap is no list of entries";
  const logicalOf = new Map<number, LogicalValue>();
  const protocolOf = new Map<LogicalValue, number>();
  for (const entry of entries) {
    const [protocol, logical] = isObject(entry)
      ? [termOf(entry, "hasProtocolVal"), termOf(entry, "hasLogicalVal")]
      : [];
    if (typeof protocol !== "number" || !isLogical(logical)) return "an entry of bacv:hasValueMap lacks a value";
    if (!logicalOf.has(protocol)) logicalOf.set(protocol, logical);
    if (!protocolOf.has(logical)) protocolOf.set(logical, protocol);
  }
  return { logicalOf, protocolOf };
}

const isLogical = (value: unknown): value is LogicalValue =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** The type of a property that the standard fixes; `undefined` for one that only the device knows. */
export function standardType(object: number, property: number): DataType | undefined {
  const name = property === propertyId.presentValue ? objectTypeTraits.get(object)?.dataType : undefined;
  return name === undefined ? undefined : { name };
}
