import type { Place } from "../place.js";

/** A value of a document that is no container, the object or array that has it, and where it stands. */
export interface Leaf {
  readonly value: string | number | boolean | null;
  readonly holder: object;
  readonly place: Place | undefined;
}

/** An object or array on the way to a leaf, and the member that comes next. */
interface Opened {
  readonly holder: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  readonly place: Place | undefined;
  next: number;
}

/** Every value in `document` that is no object and no array, in its order. Without recursion, so the depth does not matter. */
export function leavesOf(document: unknown): readonly Leaf[] {
  if (!isContainer(document)) return [{ value: document as Leaf["value"], holder: {}, place: undefined }];
  const leaves: Leaf[] = [];
  const open: Opened[] = [opened(document, undefined)];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const name = top.names[top.next++];
    if (name === undefined) {
      open.pop();
      continue;
    }
    const value = top.holder[name];
    const place = { name, parent: top.place };
    if (isContainer(value)) open.push(opened(value, place));
    else leaves.push({ value: value as Leaf["value"], holder: top.holder, place });
  }
  return leaves;
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

const opened = (holder: object, place: Place | undefined): Opened => ({
  holder: holder as Readonly<Record<string, unknown>>,
  names: Object.keys(holder),
  place,
  next: 0,
});
