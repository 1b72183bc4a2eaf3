import type { JsonObject } from "../json-object.js";
import { type Difference, difference, said } from "./difference.js";

/** Differences in the bounds of numbers, texts and arrays. */
export function* rangeDifferences(before: JsonObject, after: JsonObject, pointer: string): Generator<Difference> {
  for (const [inclusive, exclusive, sign] of bounds) {
    const [old, now] = [boundOf(before, inclusive, exclusive, sign), boundOf(after, inclusive, exclusive, sign)];
    if (old.value === now.value && old.exclusive === now.exclusive) continue;
    const term = (now.term ?? old.term)!;
    const isNarrower = old.value === now.value ? now.exclusive : now.value > old.value;
    yield difference(
      pointer,
      term,
      isNarrower ? "narrower" : "wider",
      `was ${named(old, sign)} and is ${named(now, sign)} now`,
    );
  }
  yield* stepDifferences(said(before, "multipleOf"), said(after, "multipleOf"), pointer);
}

/** Terms of a bound, and the sign that makes a higher value the narrower one. */
const bounds: readonly (readonly [inclusive: string, exclusive: string | undefined, sign: 1 | -1])[] = [
  ["minimum", "exclusiveMinimum", 1],
  ["maximum", "exclusiveMaximum", -1],
  ["minLength", undefined, 1],
  ["maxLength", undefined, -1],
  ["minItems", undefined, 1],
  ["maxItems", undefined, -1],
  ["minProperties", undefined, 1],
  ["maxProperties", undefined, -1],
];

interface Bound {
  readonly term: string | undefined;
  /** Times the sign: a higher one is narrower. */
  readonly value: number;
  readonly exclusive: boolean;
}

/** The stricter of the two; of an integer, the bound that belongs to it. */
function boundOf(schema: JsonObject, inclusive: string, exclusive: string | undefined, sign: 1 | -1): Bound {
  const at = (term: string) => {
    const value = said(schema, term);
    return typeof value === "number" ? value * sign : Number.NEGATIVE_INFINITY;
  };
  const [closed, open] = [at(inclusive), exclusive === undefined ? Number.NEGATIVE_INFINITY : at(exclusive)];
  if (closed === Number.NEGATIVE_INFINITY && open === closed)
    return { term: undefined, value: closed, exclusive: false };
  if (closed > open) return { term: inclusive, value: closed, exclusive: false };
  if (said(schema, "type") !== "integer") return { term: exclusive, value: open, exclusive: true };
  return { term: exclusive, value: Math.floor(open) + 1, exclusive: false };
}

function named({ term, value, exclusive }: Bound, sign: 1 | -1): string {
  return term === undefined ? "open" : `${exclusive ? "without " : ""}${value * sign}`;
}

function* stepDifferences(old: unknown, now: unknown, pointer: string): Generator<Difference> {
  if (old === now) return;
  const one = (effect: "wider" | "narrower" | "changed") =>
    difference(pointer, "multipleOf", effect, `was ${old ?? "open"} and is ${now ?? "open"} now`);
  if (typeof now !== "number") yield one("wider");
  else if (typeof old !== "number" || isMultiple(now, old)) yield one("narrower");
  else yield one(isMultiple(old, now) ? "wider" : "changed");
}

/** Decimal steps are not exact in binary: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}
