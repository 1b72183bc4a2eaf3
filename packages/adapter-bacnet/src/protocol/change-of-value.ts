import { readUnsigned, writeReal, writeUnsigned } from "./numbers.js";
import type { ObjectId } from "./object-id.js";
import { type PropertyReference, propertyTags, readProperty } from "./property-reference.js";
import { type Tag, writeTags } from "./tag.js";
import { TagCursor } from "./tag-cursor.js";
import { type BacnetValue, closing, context, objectIdOctets, opening, readObjectId, readValues } from "./value.js";

/** A subscription to changes of an object, or of one of its properties (ASHRAE 135 §13.14, §13.15). */
export interface CovRequest {
  /** The subscriber's own number of the subscription. */
  readonly processId: number;
  readonly object: ObjectId;
  /** Whether each notification has to be acknowledged; `undefined` ends the subscription. */
  readonly isConfirmed: boolean | undefined;
  readonly lifetimeSeconds: number;
  /** SubscribeCOVProperty when it is there. */
  readonly property?: Pick<PropertyReference, "property" | "index">;
  /** Least change that is told; the object's own by default. */
  readonly increment?: number | undefined;
}

export function covRequest({
  processId,
  object,
  isConfirmed,
  lifetimeSeconds,
  property,
  increment,
}: CovRequest): Uint8Array {
  const terms =
    isConfirmed === undefined
      ? []
      : [context(2, Uint8Array.of(isConfirmed ? 1 : 0)), context(3, writeUnsigned(lifetimeSeconds))];
  const tags: Tag[] = [context(0, writeUnsigned(processId)), context(1, objectIdOctets(object)), ...terms];
  if (property === undefined) return writeTags(tags);
  const increments = increment === undefined ? [] : [context(5, writeReal(increment, 4))];
  return writeTags([...tags, opening(4), ...propertyTags(property, 0), closing(4), ...increments]);
}

/** What a device tells a subscriber (§13.1). */
export interface CovNotification {
  readonly processId: number;
  readonly device: number;
  readonly object: ObjectId;
  readonly changes: readonly CovChange[];
}

export interface CovChange extends Pick<PropertyReference, "property" | "index"> {
  readonly values: readonly BacnetValue[];
}

/** Reads the data of either kind of notification. @throws {ProtocolError} WOT_PROTOCOL */
export function readCovNotification(data: Uint8Array): CovNotification {
  const cursor = new TagCursor(data);
  const processId = readUnsigned(cursor.take("context", 0));
  const device = readObjectId(cursor.take("context", 1)).instance;
  const object = readObjectId(cursor.take("context", 2));
  cursor.take("context", 3);
  const changes: CovChange[] = [];
  cursor.take("opening", 4);
  while (!cursor.is("closing", 4)) {
    const property = readProperty(cursor, 0);
    changes.push({ ...property, values: readValues(cursor.enclosed(2)) });
    cursor.optional("context", 3);
  }
  cursor.take("closing", 4);
  return { processId, device, object, changes };
}
