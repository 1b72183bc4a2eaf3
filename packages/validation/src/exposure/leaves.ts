import type { Place } from "../place.js";

/** A value of a document that is no container, the object or array that has it, and where it stands. */
export interface Leaf {
  readonly value: string | number | boolean | null;
  readonly holder: object;
  readonly place: Place | undefined;
}

/** Every value in `document` that is no object and no array, in its order. Without recursion, so the depth does not matter. */
export function* leavesOf(document: unknown): Generator<Leaf> {
  const open: Opened[] = [{ value: document, holder: {}, place: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, place } = next;
    if (typeof value !== "object" || value === null) yield next as Leaf;
    else for (const name of Object.keys(value).reverse()) open.push(memberAt(value, name, place));
  }
}

interface Opened {
  readonly value: unknown;
  readonly holder: object;
  readonly place: Place | undefined;
}

const memberAt = (holder: object, name: string, parent: Place | undefined): Opened => ({
  value: (holder as Readonly<Record<string, unknown>>)[name],
  holder,
  place: { name, parent },
});
