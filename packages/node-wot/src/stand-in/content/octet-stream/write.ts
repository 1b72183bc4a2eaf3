import { isRecord } from "@thingwright/td";
import type { DataSchema } from "../../thing/thing-description.js";
import { putBits } from "./bits.js";
import { fieldTermsOf, type Layout, unusable } from "./layout.js";
import { floatTo, integerTo } from "./numbers.js";
import { type OctetType, octetTypeOf } from "./octet-type.js";

/**
 * The bytes of a value whose schema says where in them it lies. Without a length of its own an integer or a number has 32
 * bits, a boolean a byte, and a string what it needs.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX
 */
export function writeValue(value: unknown, schema: DataSchema, layout: Layout): Buffer {
  if (value === undefined) throw unusable("Undefined value");
  const { offset, length } = fieldTermsOf(schema);
  const { kind } = octetTypeOf(schema, length, layout);
  if (kind === "null" || (kind === "object" && value === null)) return Buffer.alloc(0);
  if (kind === "object" && layout.length === undefined)
    throw unusable("Missing 'length' parameter necessary for write");
  if (layout.length !== undefined && layout.length * 8 < offset + (length ?? 0)) {
    throw unusable("Length is too short for 'ex:bitLength' and 'ex:bitOffset'");
  }
  const room = layout.length === undefined ? undefined : layout.length * 8 - offset;
  if (kind === "object") {
    const bytes = Buffer.alloc(layout.length ?? 0);
    writeMembers(value, schema, layout, bytes, offset);
    return bytes;
  }
  const bits = bitsFor(value, schema, room, layout);
  const bytes = Buffer.alloc(layout.length ?? Math.ceil((offset + bits) / 8));
  putBits(bytesOf(value, bits, octetTypeOf(schema, length, layout), layout), bytes, { offset, length: bits });
  return bytes;
}

/** @param from - first bit of the object */
function writeMembers(value: unknown, { properties }: DataSchema, layout: Layout, bytes: Buffer, from: number): void {
  if (!isRecord(properties)) throw unusable("Missing schema for object");
  if (!isRecord(value)) throw unusable("Value is not an object");
  for (const [name, schema] of Object.entries(properties as Record<string, DataSchema>)) {
    if (!Object.hasOwn(value, name)) throw unusable(`Missing property '${name}'`);
    const { offset, length } = fieldTermsOf(schema);
    const type = octetTypeOf(schema, length, layout);
    const at = from + offset;
    if (type.kind === "object") writeMembers(value[name], schema, layout, bytes, at);
    else {
      const bits = bitsFor(value[name], schema, undefined, layout);
      putBits(bytesOf(value[name], bits, type, layout), bytes, { offset: at, length: bits });
    }
  }
}

/** How many bits a value has: by its schema, else what there is, else what it needs. */
function bitsFor(value: unknown, schema: DataSchema, room: number | undefined, layout: Layout): number {
  const { length } = fieldTermsOf(schema);
  const { kind, bits } = octetTypeOf(schema, length, layout);
  const said = length ?? bits ?? room;
  if (said !== undefined) return said;
  if (kind === "boolean") return 8;
  return kind === "string" ? Buffer.byteLength(String(value), layout.charset) * 8 : 32;
}

/** A value's own bytes, of which the last `bits` count. */
function bytesOf(value: unknown, bits: number, { kind, signed }: OctetType, layout: Layout): Buffer {
  switch (kind) {
    case "boolean":
      return value === true ? ones(bits) : Buffer.alloc(Math.ceil(bits / 8));
    case "integer":
      return inOrder(integerTo(value, bits, signed), layout);
    case "number":
      return inOrder(floatTo(value, bits), layout);
    case "string":
      return padded(value, bits, layout);
    case "null":
      return Buffer.alloc(Math.ceil(bits / 8));
    default:
      throw unusable(`Unable to handle dataType ${kind}`);
  }
}

function ones(bits: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  if (bits % 8 !== 0) bytes[0] = 0xff >> (8 - (bits % 8));
  return bytes;
}

/** A text, followed by NUL bytes where it is shorter than its field. */
function padded(value: unknown, bits: number, { charset }: Layout): Buffer {
  if (typeof value !== "string") throw unusable("Value is not a string");
  const text = Buffer.from(value, charset);
  const length = Math.ceil(bits / 8);
  if (text.length > length) throw unusable(`String is ${text.length * 8} bits long, but 'ex:bitLength' is ${bits}`);
  return Buffer.concat([text, Buffer.alloc(length - text.length)]);
}

const inOrder = (bytes: Buffer, { isLittleEndian }: Layout): Buffer => (isLittleEndian ? bytes.reverse() : bytes);
