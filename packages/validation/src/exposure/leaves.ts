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

/** Whether a leaf is wanted: the value, the object or array that has it, its name there, and where that stands. */
export type LeafTest = (value: Leaf["value"], holder: object, name: string, parent: Place | undefined) => boolean;

/**
 * The values in `document` that are no objects and no arrays and are `wanted`, in its order. Without recursion, so the
 * depth does not matter.
 */
export function leavesOf(document: unknown, wanted: LeafTest = () => true): readonly Leaf[] {
  if (!isContainer(document)) return [{ value: document as Leaf["value"], holder: {}, place: undefined }];
  const leaves: Leaf[] = [];
  const open: Opened[] = [opened(document, undefined)];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const inner = visitUpToContainer(top, leaves, wanted);
    if (inner === undefined) open.pop();
    else open.push(inner);
  }
  return leaves;
}

/** Takes the leaves of `top` up to its next object or array, which it gives. */
function visitUpToContainer(top: Opened, leaves: Leaf[], wanted: LeafTest): Opened | undefined {
  const { holder, names, place: parent } = top;
  while (top.next < names.length) {
    const name = names[top.next++]!;
    const value = holder[name];
    if (isContainer(value)) return opened(value, { name, parent });
    if (wanted(value as Leaf["value"], holder, name, parent)) {
      leaves.push({ value: value as Leaf["value"], holder, place: { name, parent } });
    }
  }
  return undefined;
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

const opened = (holder: object, place: Place | undefined): Opened => ({
  holder: holder as Readonly<Record<string, unknown>>,
  names: Object.keys(holder),
  place,
  next: 0,
});
