import type { Place } from "./function-call.js";

/** What of a unit has changed, by the function that reads it. */
export interface WrittenRange {
  readonly code: number;
  readonly address: number;
  readonly quantity: number;
}

/** Functions that write, and the one that reads the same. */
const readsOf = new Map([
  [5, 1],
  [15, 1],
  [6, 3],
  [16, 3],
  [22, 3],
  [23, 3],
]);

/** What the function `code` has written; `undefined` for one that writes nothing that can be followed. */
export function writtenRange(code: number, place: Place, bodyBytes: number): WrittenRange | undefined {
  const read = readsOf.get(code);
  if (read === undefined) return undefined;
  if (code === 23) return { code: read, address: place.writeAddress, quantity: bodyBytes / 2 };
  return { code: read, address: place.address, quantity: place.quantity };
}
