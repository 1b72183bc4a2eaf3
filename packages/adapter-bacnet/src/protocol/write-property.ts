import { writeUnsigned } from "./numbers.js";
import { type PropertyReference, propertyTags } from "./property-reference.js";
import { writeTags } from "./tag.js";
import { type BacnetValue, closing, context, objectIdOctets, opening, valueTags } from "./value.js";

/** Priorities of commands go from 1, which wins, to 16 (ASHRAE 135 §19.2). 6 is reserved for minimum on and off times. */
export const isPriority = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 16 && value !== 6;

/**
 * The data of a WriteProperty request (§15.9).
 *
 * @param priority - of a command; without one the device takes 16, and a property that is not commanded ignores it
 */
export const writePropertyRequest = (
  reference: PropertyReference,
  values: readonly BacnetValue[],
  priority: number | undefined,
): Uint8Array =>
  writeTags([
    context(0, objectIdOctets(reference.object)),
    ...propertyTags(reference, 1),
    opening(3),
    ...values.flatMap(valueTags),
    closing(3),
    ...(priority === undefined ? [] : [context(4, writeUnsigned(priority))]),
  ]);
