import { isDeepStrictEqual } from "node:util";
import { parsePlace } from "./conversion/place.js";
import { mappingError } from "./mapping-error.js";

/**
 * The filter of `map:where`: an object of JSON Pointers and the values that must stand there. Without one, everything
 * passes.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING
 */
export function whereFilter(where: unknown, pointer: string): (vendor: unknown) => boolean {
  if (where === undefined) return () => true;
  if (typeof where !== "object" || where === null) throw mappingError(pointer, "map:where must be an object");
  const conditions = Object.entries(where).map(([key, expected]) => {
    const place = parsePlace(key);
    if (place === undefined) throw mappingError(pointer, `${key} in map:where is no JSON Pointer`);
    return { place, expected };
  });
  return (vendor) => conditions.every(({ place, expected }) => isDeepStrictEqual(place.pick(vendor), expected));
}
