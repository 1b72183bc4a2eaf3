import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import { type Difference, difference, said } from "./difference.js";
import type { Compare } from "./members.js";
import { canonicalText } from "./same-json.js";

/**
 * Differences in `oneOf`: alternatives that are equal go together, the others in their order. That exactly one has to match
 * is not looked at.
 */
export function* alternativeDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
  compare: Compare,
): Generator<Difference> {
  const [old, now] = [said(before, "oneOf"), said(after, "oneOf")];
  if (!Array.isArray(old) && !Array.isArray(now)) return;
  if (!Array.isArray(old)) return yield difference(pointer, "oneOf", "narrower", "is new");
  if (!Array.isArray(now)) return yield difference(pointer, "oneOf", "wider", "is gone");
  const [gone, come] = [unequal(old, now), unequal(now, old)];
  for (const [index, { schema, at }] of come.entries()) {
    const place = `${pointer}/oneOf/${at}`;
    const was = gone[index]?.schema;
    if (was === undefined) yield { pointer: place, term: "oneOf", effect: "wider", phrase: "is a new alternative" };
    else if (isRecord(was) && isRecord(schema)) yield* compare(was, schema, place);
  }
  for (const { at } of gone.slice(come.length)) {
    yield {
      pointer: `${pointer}/oneOf/${at}`,
      term: "oneOf",
      effect: "narrower",
      phrase: "is no alternative any more",
    };
  }
}

interface Alternative {
  readonly schema: unknown;
  readonly at: number;
}

function unequal(from: readonly unknown[], to: readonly unknown[]): readonly Alternative[] {
  const known = new Set(to.map(canonicalText));
  return from.map((schema, at) => ({ schema, at })).filter(({ schema }) => !known.has(canonicalText(schema)));
}

/** Differences in `items`, which is a schema for all items or one for each. */
export function* itemDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
  compare: Compare,
): Generator<Difference> {
  const [old, now] = [said(before, "items"), said(after, "items")];
  if (old === undefined && now === undefined) return;
  if (old === undefined) yield difference(pointer, "items", "narrower", "is new");
  else if (now === undefined) yield difference(pointer, "items", "wider", "is gone");
  else if (isRecord(old) && isRecord(now)) yield* compare(old, now, `${pointer}/items`);
  else if (!Array.isArray(old) || !Array.isArray(now) || old.length !== now.length) {
    yield difference(pointer, "items", "changed", "has another form");
  } else {
    for (const [index, item] of now.entries()) {
      const was: unknown = old[index];
      if (isRecord(was) && isRecord(item)) yield* compare(was, item, `${pointer}/items/${index}`);
    }
  }
}
