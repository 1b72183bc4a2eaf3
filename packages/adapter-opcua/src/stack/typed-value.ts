import { DataSchemaError } from "@thingwright/errors";
import { isObject } from "@thingwright/mapping";
import { builtInType } from "./built-in-type.js";
import type { BuiltInTypes } from "./built-in-types.js";
import { bareNodeId, type Namespaces } from "./namespaces.js";
import type { NodeOpcua, NodeOpcuaSession } from "./node-opcua.js";

/** The data type of a variable, a field or an argument. */
export interface UaType {
  readonly dataType: { toString(): string };
  /** -1 for a scalar, 1 for an array, more for a matrix; others leave it open. */
  readonly valueRank: number;
}

/** What making values of the stack needs. */
export interface TypedValueContext {
  readonly stack: NodeOpcua;
  readonly session: NodeOpcuaSession;
  readonly namespaces: Namespaces;
  readonly types: BuiltInTypes;
}

/** Whole numbers, by their types. */
const ranges: ReadonlyMap<number, readonly [bigint, bigint]> = new Map([
  [builtInType.sByte, [-128n, 127n]],
  [builtInType.byte, [0n, 255n]],
  [builtInType.int16, [-32_768n, 32_767n]],
  [builtInType.uInt16, [0n, 65_535n]],
  [builtInType.int32, [-(2n ** 31n), 2n ** 31n - 1n]],
  [builtInType.uInt32, [0n, 2n ** 32n - 1n]],
  [builtInType.int64, [-(2n ** 63n), 2n ** 63n - 1n]],
  [builtInType.uInt64, [0n, 2n ** 64n - 1n]],
]);

/**
 * A plain value as a variant of the stack, of the type that the server wants.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID when it cannot be one
 */
export async function typedVariant(value: unknown, type: UaType, context: TypedValueContext): Promise<object> {
  const dataType = context.namespaces.global(bareNodeId(type.dataType));
  const declared = await context.types.of(dataType);
  const builtIn = declared === builtInType.variant ? typeOfPlain(value) : declared;
  const make = (each: unknown): Promise<unknown> => typedScalar(each, builtIn, dataType, context);
  if (Array.isArray(value) && type.valueRank !== -1) {
    const dimensions = dimensionsOf(value);
    const items = await Promise.all(value.flat(dimensions.length - 1).map(make));
    return dimensions.length > 1
      ? { dataType: builtIn, arrayType: 2, dimensions, value: items }
      : { dataType: builtIn, arrayType: 1, value: items };
  }
  if (type.valueRank >= 1) throw unfit("a list is needed");
  return { dataType: builtIn, arrayType: 0, value: await make(value) };
}

function dimensionsOf(value: readonly unknown[]): readonly number[] {
  const dimensions: number[] = [];
  for (let level: unknown = value; Array.isArray(level) && dimensions.length < 8; level = level[0])
    dimensions.push(level.length);
  return dimensions;
}

/** For a type that leaves it open. */
function typeOfPlain(value: unknown): number {
  const sample = Array.isArray(value) ? value.flat(8)[0] : value;
  if (typeof sample === "boolean") return builtInType.boolean;
  if (typeof sample === "number") return Number.isInteger(sample) ? builtInType.int64 : builtInType.double;
  return builtInType.string;
}

async function typedScalar(
  value: unknown,
  builtIn: number,
  dataType: string,
  context: TypedValueContext,
): Promise<unknown> {
  const range = ranges.get(builtIn);
  if (range !== undefined) return wholeNumber(value, builtIn, range);
  switch (builtIn) {
    case builtInType.boolean:
      if (typeof value !== "boolean") throw unfit("true or false is needed");
      return value;
    case builtInType.float:
    case builtInType.double:
      if (typeof value !== "number") throw unfit("a number is needed");
      return value;
    case builtInType.dateTime:
      return instant(value);
    case builtInType.byteString:
      return Buffer.from(textual(value), "base64");
    case builtInType.nodeId:
    case builtInType.expandedNodeId:
      return context.stack.coerceNodeId(context.namespaces.local(textual(value)));
    case builtInType.localizedText:
      return { text: textual(value) };
    case builtInType.qualifiedName:
      return { namespaceIndex: 0, name: textual(value) };
    case builtInType.extensionObject:
      return structure(value, dataType, context);
    default:
      return textual(value);
  }
}

function wholeNumber(value: unknown, builtIn: number, [least, most]: readonly [bigint, bigint]): unknown {
  const isNumeral = typeof value === "string" && /^-?\d{1,20}$/.test(value);
  if (!(typeof value === "number" && Number.isInteger(value)) && !isNumeral) throw unfit("a whole number is needed");
  const number = BigInt(value);
  if (number < least || number > most) throw unfit(`a whole number from ${least} to ${most} is needed`);
  if (builtIn !== builtInType.int64 && builtIn !== builtInType.uInt64) return Number(number);
  const bits = BigInt.asUintN(64, number);
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

function instant(value: unknown): Date {
  const time = new Date(textual(value));
  if (Number.isNaN(time.getTime())) throw unfit("a date and time is needed (RFC 3339)");
  return time;
}

function textual(value: unknown): string {
  if (typeof value !== "string") throw unfit("a text is needed");
  return value;
}

/** The stack has the fields of a structure with a small letter at their beginning. */
async function structure(
  value: unknown,
  dataType: string,
  { session, stack, namespaces }: TypedValueContext,
): Promise<unknown> {
  if (!isObject(value)) throw unfit("an object is needed");
  try {
    return await session.constructExtensionObject(stack.coerceNodeId(namespaces.local(dataType)), lowered(value));
  } catch (cause) {
    throw unfit(`the structure ${dataType} cannot be made of it`, cause);
  }
}

const lowered = (value: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.slice(0, 1).toLowerCase() + name.slice(1),
      loweredMember(member),
    ]),
  );

function loweredMember(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(loweredMember);
  return isObject(member) ? lowered(member) : member;
}

const unfit = (message: string, cause?: unknown): DataSchemaError =>
  new DataSchemaError("WOT_DATA_INVALID", message, { cause });
