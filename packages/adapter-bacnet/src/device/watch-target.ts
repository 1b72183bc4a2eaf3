import type { WotError } from "@thingwright/errors";
import { type ObjectId, objectText } from "../protocol/object-id.js";
import type { PropertyReference } from "../protocol/property-reference.js";
import type { BacnetValue } from "../protocol/value.js";

/** What is to be told of. */
export interface WatchTarget {
  readonly object: ObjectId;
  /** Absent: the object, which tells its present value and its status flags. */
  readonly property?: Pick<PropertyReference, "property" | "index">;
  readonly increment?: number | undefined;
  /** Time between two readings where the device does not tell changes. */
  readonly pollMs: number;
}

/** Hears of one property of an object. None may throw. */
export interface PropertyWatcher extends Pick<PropertyReference, "property" | "index"> {
  /** Whether it wants the status flags with each value. */
  readonly needsFlags: boolean;
  changed(values: readonly BacnetValue[], flags: readonly BacnetValue[] | undefined): void;
  /** The value may not be what others take it for now: the next is told even if it is the last one. */
  outdated(): void;
  /** The device lets this property not be read, now at least. */
  refused(error: WotError): void;
  interrupted(error: WotError): void;
  resumed(): void;
}

/** Two watchers of one such text share a subscription. */
export const targetText = ({ object, property, increment, pollMs }: WatchTarget): string =>
  JSON.stringify([objectText(object), property?.property, property?.index, increment, pollMs]);
