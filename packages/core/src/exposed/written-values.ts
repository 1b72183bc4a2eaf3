import type { Content } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import type { ValueCodec } from "../value/value-codec.js";
import type { ExposedProperty } from "./affordances/exposed-property.js";

/** Values to be written, by property name. */
export type WrittenValues = readonly (readonly [name: string, value: unknown])[];

/**
 * The values in a body that writes several properties.
 *
 * @param fallbackType - content type of a body that does not say one
 * @throws {DataSchemaError} WOT_DATA_SYNTAX, WOT_DATA_INVALID when it is no object
 */
export function valuesIn(content: Content, codec: ValueCodec, fallbackType: string): WrittenValues {
  const values = codec.decode(content, fallbackType);
  if (typeof values === "object" && values !== null && !Array.isArray(values)) return Object.entries(values);
  throw new DataSchemaError("WOT_DATA_INVALID", "the content must be an object of property values");
}

/** @throws {DataSchemaError} WOT_DATA_INVALID when one of `properties` that can be written has no value */
export function requireAll(values: WrittenValues, properties: Iterable<ExposedProperty>): void {
  const given = new Set(values.map(([name]) => name));
  for (const { name, readOnly } of properties) {
    if (readOnly || given.has(name)) continue;
    throw new DataSchemaError("WOT_DATA_INVALID", `property "${name}" is missing`, { pointer: `/${name}` });
  }
}
