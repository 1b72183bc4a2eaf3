import { canonicalText, isRecord } from "@thingwright/td";

/** An item with its index in its own list. */
export interface Placed {
  readonly item: unknown;
  readonly index: number;
}

/** What is left of two lists when equal items are taken out, whatever their order. */
export interface ListPairs {
  readonly removed: readonly Placed[];
  readonly added: readonly Placed[];
  /** Items that are the same thing in both, and differ in something else. */
  readonly pairs: readonly (readonly [before: Placed, after: Placed])[];
}

/**
 * Pairs the items of two lists: equal ones first, which are not told; then objects with the same `href` and `op`, the
 * same `href`, the same `rel`, and at last the same place. Linear in both lists.
 */
export function pairLists(before: readonly unknown[], after: readonly unknown[]): ListPairs {
  const equal = match(placed(before), placed(after), ({ item }) => canonicalText(item));
  const pairs: (readonly [Placed, Placed])[] = [];
  let { removed, added } = equal;
  for (const sameness of samenesses) {
    const found = match(removed, added, sameness);
    pairs.push(...found.pairs);
    ({ removed, added } = found);
  }
  return { removed, added, pairs };
}

const placed = (list: readonly unknown[]): readonly Placed[] => list.map((item, index) => ({ item, index }));

/** Keys by which two objects are taken for one thing, the strictest first. */
const samenesses: readonly ((placed: Placed) => string | undefined)[] = [
  keyOf(({ href, op }) => href !== undefined && [href, op]),
  keyOf(({ href }) => href),
  keyOf(({ rel }) => rel),
  ({ item, index }) => (isRecord(item) ? String(index) : undefined),
];

function keyOf(choose: (item: Readonly<Record<string, unknown>>) => unknown): (placed: Placed) => string | undefined {
  return ({ item }) => {
    const key = isRecord(item) ? choose(item) : undefined;
    return key === undefined || key === false ? undefined : canonicalText(key);
  };
}

function match(
  before: readonly Placed[],
  after: readonly Placed[],
  keyOf: (placed: Placed) => string | undefined,
): ListPairs {
  const waiting = new Map<string, Placed[]>();
  // From the end, so that `pop` gives them in order.
  for (const each of before.toReversed()) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const others = waiting.get(key);
    if (others === undefined) waiting.set(key, [each]);
    else others.push(each);
  }
  const pairs: [Placed, Placed][] = [];
  const added: Placed[] = [];
  const paired = new Set<Placed>();
  for (const each of after) {
    const key = keyOf(each);
    const other = key === undefined ? undefined : waiting.get(key)?.pop();
    if (other === undefined) added.push(each);
    else {
      pairs.push([other, each]);
      paired.add(other);
    }
  }
  return { pairs, added, removed: before.filter((each) => !paired.has(each)) };
}
