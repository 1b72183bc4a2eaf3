import { isDeepStrictEqual } from "node:util";
import type { DataSchema } from "@thingwright/td";
import { mismatchOf } from "./schema-mismatch.js";

/** Deepest nesting of objects and arrays into which a change is made. */
const maxDepth = 4;

/**
 * A value that matches `schema`, differs from `current`, and is as near to it as can be: it is going to be written to a
 * device that somebody lives with. `undefined` when none is found.
 *
 * @param current - what the device has now, matching `schema`
 * @param random - uniform in [0, 1); decides between neighbours
 */
export function otherValue(schema: DataSchema, current: unknown, random: () => number): unknown {
  const found = candidates(schema, current, random, 0).find(
    (each) => !isDeepStrictEqual(each, current) && mismatchOf(schema, each).kind === "none",
  );
  return found;
}

/** What might do, the best first. */
function candidates(schema: DataSchema, current: unknown, random: () => number, depth: number): readonly unknown[] {
  const { enum: members } = schema as { readonly enum?: readonly unknown[] };
  if (members !== undefined) return turned(members, Math.floor(random() * members.length));
  if (typeof current === "boolean") return [!current];
  if (typeof current === "number") return numbersBeside(schema, current, random);
  if (typeof current === "string") return textsBeside(current);
  if (depth === maxDepth || typeof current !== "object" || current === null) return [];
  return Array.isArray(current)
    ? arraysBeside(schema, current, random, depth)
    : objectsBeside(schema, current as Readonly<Record<string, unknown>>, random, depth);
}

const turned = (members: readonly unknown[], by: number): readonly unknown[] => [
  ...members.slice(by),
  ...members.slice(0, by),
];

function numbersBeside(schema: DataSchema, current: number, random: () => number): readonly number[] {
  const { type, multipleOf } = schema as { readonly type?: string; readonly multipleOf?: number };
  const step = multipleOf ?? (type === "integer" || Number.isInteger(current) ? 1 : 0.5);
  const [one, other] = random() < 0.5 ? [step, -step] : [-step, step];
  // A step may lead out of a narrow range: then its middle, or an end of it, may still do.
  const { minimum = current, maximum = current } = schema as { readonly minimum?: number; readonly maximum?: number };
  return [current + one, current + other, (minimum + maximum) / 2, minimum, maximum];
}

const textsBeside = (current: string): readonly string[] => [
  `${current}a`,
  current.slice(0, -1),
  `${current.slice(0, -1)}a`,
  `${current.slice(0, -1)}b`,
];

function arraysBeside(
  schema: DataSchema,
  current: readonly unknown[],
  random: () => number,
  depth: number,
): readonly unknown[] {
  const { items } = schema as { readonly items?: DataSchema | readonly DataSchema[] };
  return current.flatMap((item, index) => {
    const itemSchema = (Array.isArray(items) ? items[index] : items) as DataSchema | undefined;
    return candidates(itemSchema ?? {}, item, random, depth + 1).map((each) => current.with(index, each));
  });
}

function objectsBeside(
  schema: DataSchema,
  current: Readonly<Record<string, unknown>>,
  random: () => number,
  depth: number,
): readonly unknown[] {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, DataSchema>> };
  return Object.entries(current).flatMap(([name, value]) => {
    const member = Object.hasOwn(properties, name) ? properties[name]! : {};
    return candidates(member, value, random, depth + 1).map((each) => ({ ...current, [name]: each }));
  });
}
