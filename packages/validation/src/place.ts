import { escapePointer } from "@thingwright/td";

/**
 * Where a value stands in a document: the name or index under which its container has it. A JSON Pointer is written only
 * of the places that are spoken of: those of all values can be far longer than the document.
 */
export interface Place {
  readonly name: string | number;
  /** Where the container is; `undefined` when that is the document itself. */
  readonly parent: Place | undefined;
}

/** The JSON Pointer (RFC 6901) of a place; the empty string is the document. */
export function pointerOf(place: Place | undefined): string {
  const tokens: string[] = [];
  for (let at = place; at !== undefined; at = at.parent) tokens.push(`/${escapePointer(String(at.name))}`);
  return tokens.reverse().join("");
}

/** Whether `place` is where `path` leads. Compares from the end, where places differ first. */
export function isAt(place: Place, path: readonly (string | number)[]): boolean {
  let at: Place | undefined = place;
  for (let index = path.length - 1; index >= 0; index--, at = at.parent) {
    if (at === undefined || at.name !== path[index]) return false;
  }
  return at === undefined;
}
