import { malformed } from "./malformed.js";
import { readUnsigned, writeUnsigned } from "./numbers.js";
import { writeTags } from "./tag.js";
import { TagCursor } from "./tag-cursor.js";
import { context, readObjectId } from "./value.js";

/** The data of a Who-Is for one device, or for all (ASHRAE 135 §16.10). */
export const whoIsRequest = (instance?: number): Uint8Array =>
  instance === undefined
    ? new Uint8Array(0)
    : writeTags([context(0, writeUnsigned(instance)), context(1, writeUnsigned(instance))]);

/** What a device says of itself. */
export interface Introduction {
  readonly instance: number;
  /** Longest message that it takes. */
  readonly maxApduBytes: number;
  readonly canSegment: boolean;
  readonly vendorId: number;
}

const deviceType = 8;

/** Reads an I-Am. @throws {ProtocolError} WOT_PROTOCOL */
export function readIAm(data: Uint8Array): Introduction {
  const cursor = new TagCursor(data);
  const { type, instance } = readObjectId(cursor.take("application", 12));
  if (type !== deviceType) throw malformed("an I-Am is about a device", "§16.10");
  const maxApduBytes = readUnsigned(cursor.take("application", 2));
  const segmentation = readUnsigned(cursor.take("application", 9));
  const vendorId = readUnsigned(cursor.take("application", 2));
  // 0 segmented-both, 1 segmented-transmit, 2 segmented-receive, 3 no-segmentation
  return { instance, maxApduBytes: Math.max(50, maxApduBytes), canSegment: segmentation <= 1, vendorId };
}
