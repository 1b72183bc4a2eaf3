import { readUnsigned, writeUnsigned } from "./numbers.js";
import { type ObjectId, objectText } from "./object-id.js";
import type { Tag } from "./tag.js";
import type { TagCursor } from "./tag-cursor.js";
import { context } from "./value.js";

/** A property of an object, or one element of it. */
export interface PropertyReference {
  readonly object: ObjectId;
  readonly property: number;
  /** Of an array: 0 is its length; absent for all of it. */
  readonly index?: number | undefined;
}

/** Tells references of one device apart. */
export const referenceText = ({ object, property, index }: PropertyReference): string =>
  `${objectText(object)}/${property}${index === undefined ? "" : `/${index}`}`;

/** Property and index as members with the context tags `number` and the next (ASHRAE 135 §21, BACnetPropertyReference). */
export const propertyTags = (
  { property, index }: Pick<PropertyReference, "property" | "index">,
  number: number,
): readonly Tag[] => [
  context(number, writeUnsigned(property)),
  ...(index === undefined ? [] : [context(number + 1, writeUnsigned(index))]),
];

export function readProperty(cursor: TagCursor, number: number): Pick<PropertyReference, "property" | "index"> {
  const property = readUnsigned(cursor.take("context", number));
  const index = cursor.optional("context", number + 1);
  return { property, ...(index !== undefined && { index: readUnsigned(index) }) };
}
