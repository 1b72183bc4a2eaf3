import { isRecord } from "@thingwright/td";
import type { DataSchema } from "../../thing/thing-description.js";
import { type BitField, bitsAt } from "./bits.js";
import { fieldTermsOf, type Layout, unusable } from "./layout.js";
import { floatFrom, integerFrom } from "./numbers.js";
import { type OctetType, octetTypeOf } from "./octet-type.js";

/**
 * The value of a schema's field in `bytes`; of an object, its members have fields in the object's.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX
 */
export function readField(bytes: Buffer, schema: DataSchema, layout: Layout): unknown {
  const { offset, length = bytes.length * 8 } = fieldTermsOf(schema);
  const type = octetTypeOf(schema, length, layout);
  if (length > bytes.length * 8 - offset) {
    throw unusable(
      `'ex:bitLength' is ${length}, but buffer length at offset ${offset} is ${bytes.length * 8 - offset}`,
    );
  }
  const field: BitField = { offset, length };
  return fieldValue(length === bytes.length * 8 ? bytes : bitsAt(bytes, field), type, schema, layout);
}

function fieldValue(bytes: Buffer, { kind, signed }: OctetType, schema: DataSchema, layout: Layout): unknown {
  switch (kind) {
    case "boolean":
      return bytes.some((byte) => byte !== 0);
    case "integer":
      return integerFrom(highestFirst(bytes, layout), signed);
    case "number":
    case "double":
      return floatFrom(highestFirst(bytes, layout));
    case "string":
      return bytes.toString(layout.charset);
    case "object":
      return objectOf(bytes, schema, layout);
    case "null":
      return null;
    default:
      throw unusable(`Unable to handle dataType ${kind}`);
  }
}

function objectOf(bytes: Buffer, { properties }: DataSchema, layout: Layout): Record<string, unknown> {
  if (!isRecord(properties)) throw unusable("Missing schema for object");
  const members = Object.entries(properties as Record<string, DataSchema>);
  return Object.fromEntries(members.map(([name, schema]) => [name, readField(bytes, schema, layout)]));
}

const highestFirst = (bytes: Buffer, { isLittleEndian }: Layout): Buffer =>
  isLittleEndian ? Buffer.from(bytes).reverse() : bytes;
