import type { MappingEntry } from "../mapping-entry.js";
import { mappingError } from "../mapping-error.js";
import { bitOf, bitsOf, withBit, withBits } from "./bit.js";
import { vendorNumber } from "./vendor-number.js";

/** A part of an integer: one bit that is a boolean, or several that are a number. */
export interface BitField {
  read(whole: unknown): unknown;
  /** `whole` with `part` in its place. */
  write(whole: unknown, part: unknown): number;
}

/**
 * The field of `map:bit` or `map:bits`; `undefined` where an entry is about the whole value.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING where both are there
 */
export function bitFieldOf({ bit, bits, pointer }: MappingEntry): BitField | undefined {
  if (bit !== undefined && bits !== undefined) throw mappingError(pointer, "map:bit stands beside map:bits");
  if (bit !== undefined) {
    return { read: (whole) => bitOf(whole, bit), write: (whole, part) => withBit(whole, bit, part) };
  }
  if (bits === undefined) return undefined;
  const fit = vendorNumber({ type: "integer", minimum: 0, maximum: 2 ** bits.width - 1 });
  return { read: (whole) => bitsOf(whole, bits), write: (whole, part) => withBits(whole, bits, fit(part)) };
}
