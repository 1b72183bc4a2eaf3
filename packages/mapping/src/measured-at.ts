import type { Place } from "./conversion/place.js";

/** Numbers below this are seconds since 1970, others milliseconds: it is the year 5138 in the one, 1973 in the other. */
const firstMilliseconds = 1e11;
/** A text says which time of the day it means: one without an offset is that of a place nobody knows. */
const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads what `place` of a vendor's value says of when it was measured: seconds or milliseconds since 1970, or a text of
 * RFC 3339. `undefined` for anything else.
 *
 * @returns milliseconds since 1970
 */
export function measuredAt(place: Place): (vendor: unknown) => number | undefined {
  return (vendor) => {
    const time = place.pick(vendor);
    if (typeof time === "number" && time > 0) return time < firstMilliseconds ? time * 1000 : time;
    if (typeof time !== "string" || time.length > 40 || !hasOffset.test(time)) return undefined;
    const parsed = Date.parse(time);
    return Number.isNaN(parsed) ? undefined : parsed;
  };
}
