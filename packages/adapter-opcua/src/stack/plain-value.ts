import { isObject } from "@thingwright/mapping";
import { builtInType } from "./built-in-type.js";
import { bareNodeId, type Namespaces } from "./namespaces.js";
import type { NodeOpcuaDataValue, NodeOpcuaVariant } from "./node-opcua.js";
import type { UaDataValue } from "./ua-session.js";

/** What a structure says of its fields. */
interface StructureSchema {
  readonly baseType?: string;
  getBaseSchema?(): StructureSchema | null;
  readonly fields: readonly {
    readonly name: string;
    readonly originalName?: string;
    readonly fieldType: string;
  }[];
}

/** Nesting of structures beyond which nothing is said of a value. */
const maxDepth = 32;

/** A value of the stack as a plain one. */
export function plainDataValue(value: NodeOpcuaDataValue, namespaces: Namespaces): UaDataValue {
  const { statusCode, sourceTimestamp, serverTimestamp } = value;
  return {
    type: value.value?.dataType ?? 0,
    value: value.value === undefined || value.value === null ? null : plainVariant(value.value, namespaces),
    status: { code: statusCode.value >>> 0, name: statusCode.name },
    ...(isTime(sourceTimestamp) && { sourceTimestamp: sourceTimestamp.toISOString() }),
    ...(isTime(serverTimestamp) && { serverTimestamp: serverTimestamp.toISOString() }),
  };
}

/** A variant as a plain value: an array or a matrix of them as nested arrays. */
export function plainVariant(variant: NodeOpcuaVariant, namespaces: Namespaces, depth = 0): unknown {
  const { dataType, arrayType, dimensions, value } = variant;
  const plain = (each: unknown): unknown => plainScalar(dataType, each, namespaces, depth);
  if (arrayType === 0 || value === null || value === undefined) return plain(value);
  const list = Array.from(value as ArrayLike<unknown>, plain);
  return arrayType === 2 && dimensions ? nested(list, dimensions) : list;
}

/** A list as a matrix of `dimensions`, the last of which runs fastest. */
function nested(list: readonly unknown[], dimensions: readonly number[]): unknown {
  const [, ...rest] = dimensions;
  if (rest.length === 0) return list;
  const size = rest.reduce((product, length) => product * length, 1);
  if (size === 0) return [];
  const rows = Array.from({ length: Math.ceil(list.length / size) }, (_, row) =>
    list.slice(row * size, (row + 1) * size),
  );
  return rows.map((row) => nested(row, rest));
}

function plainScalar(type: number, value: unknown, namespaces: Namespaces, depth: number): unknown {
  if (value === null || value === undefined || depth > maxDepth) return null;
  switch (type) {
    case builtInType.int64:
      return BigInt.asIntN(64, wide(value));
    case builtInType.uInt64:
      return BigInt.asUintN(64, wide(value));
    case builtInType.float:
      return shortest(Number(value));
    case builtInType.dateTime:
      return isTime(value) ? value.toISOString() : null;
    case builtInType.byteString:
      return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : null;
    case builtInType.nodeId:
    case builtInType.expandedNodeId:
      return namespaces.global(bareNodeId(value));
    case builtInType.statusCode:
      return (value as { readonly name?: string }).name ?? null;
    case builtInType.qualifiedName:
      return (value as { readonly name?: string }).name ?? null;
    case builtInType.localizedText:
      return (value as { readonly text?: string }).text ?? null;
    case builtInType.extensionObject:
      return plainStructure(value, namespaces, depth + 1);
    case builtInType.dataValue:
      return plainDataValue(value as NodeOpcuaDataValue, namespaces);
    case builtInType.variant:
      return plainVariant(value as NodeOpcuaVariant, namespaces, depth + 1);
    default:
      return typeof value === "object" ? String(value) : value;
  }
}

/** 64 bits come as two halves. */
function wide(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (!Array.isArray(value)) return BigInt(Math.trunc(Number(value)));
  const [high = 0, low = 0] = value as readonly number[];
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** The shortest number that is the same single-precision one: 21.3, not 21.299999237. */
function shortest(value: number): number {
  for (const digits of [7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function plainStructure(value: unknown, namespaces: Namespaces, depth: number): unknown {
  const schema = (value as { readonly schema?: StructureSchema }).schema;
  if (schema === undefined) return null;
  const members: Record<string, unknown> = {};
  for (const { name, originalName, fieldType } of fieldsOf(schema)) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member === undefined) continue;
    const type = typeNumbers.get(fieldType) ?? kindOf(member);
    const plain = (each: unknown): unknown => plainScalar(type, each, namespaces, depth);
    const isList = Array.isArray(member) && !isWide(type, member);
    members[originalName ?? name] =
      isList || ArrayBuffer.isView(member) !== Buffer.isBuffer(member)
        ? Array.from(member as ArrayLike<unknown>, plain)
        : plain(member);
  }
  return members;
}

/** Whether a list of two numbers is one 64-bit number. */
const isWide = (type: number, member: readonly unknown[]): boolean =>
  (type === builtInType.int64 || type === builtInType.uInt64) && typeof member[0] === "number";

function fieldsOf(schema: StructureSchema): StructureSchema["fields"] {
  const base = schema.getBaseSchema?.();
  return [...(base ? fieldsOf(base) : []), ...schema.fields];
}

/** Numbers of built-in types by the names that fields have. */
const typeNumbers: ReadonlyMap<string, number> = new Map([
  ...Object.entries(builtInType).map(([name, number]) => [name[0]!.toUpperCase() + name.slice(1), number] as const),
  ["ExtensionObject", builtInType.extensionObject],
  ["UtcTime", builtInType.dateTime],
]);

/** What a member is of a type that is not built in: a structure, an enumeration, or a simple one. */
function kindOf(member: unknown): number {
  const sample = Array.isArray(member) ? member[0] : member;
  if (sample instanceof Date) return builtInType.dateTime;
  if (Buffer.isBuffer(sample)) return builtInType.byteString;
  if (isObject(sample) && "schema" in sample) return builtInType.extensionObject;
  if (isObject(sample) && "dataType" in sample) return builtInType.variant;
  return 0;
}

const isTime = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());
