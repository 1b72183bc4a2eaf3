import { isDeepStrictEqual } from "node:util";
import type { DataSchema } from "@thingwright/td";
import { mismatchOf } from "./schema-mismatch.js";

/** Deepest nesting of objects and arrays into which a change is made. */
const maxDepth = 4;

/** How far numbers are moved: by one step, or by a tenth of what they can be. */
export type Distance = "near" | "far";

/** How a value is chosen. */
interface Choice {
  readonly distance: Distance;
  readonly random: () => number;
}

/**
 * A value that matches `schema`, differs from `current`, and is as near to it as `distance` says: it is going to be written
 * to a device that somebody lives with. `undefined` when none is found.
 *
 * @param current - what the device has now, matching `schema`
 * @param random - uniform in [0, 1); decides between neighbours
 */
export function otherValue(schema: DataSchema, current: unknown, distance: Distance, random: () => number): unknown {
  const found = candidates(schema, current, { distance, random }, 0).find(
    (each) => !isDeepStrictEqual(each, current) && mismatchOf(schema, each).kind === "none",
  );
  return found;
}

/** What might do, the best first. */
function candidates(schema: DataSchema, current: unknown, choice: Choice, depth: number): readonly unknown[] {
  const { enum: members } = schema as { readonly enum?: readonly unknown[] };
  if (members !== undefined) return turned(members, Math.floor(choice.random() * members.length));
  if (typeof current === "boolean") return [!current];
  if (typeof current === "number") return numbersBeside(schema, current, choice);
  if (typeof current === "string") return textsBeside(current);
  if (depth === maxDepth || typeof current !== "object" || current === null) return [];
  return Array.isArray(current)
    ? arraysBeside(schema, current, choice, depth)
    : objectsBeside(schema, current as Readonly<Record<string, unknown>>, choice, depth);
}

const turned = (members: readonly unknown[], by: number): readonly unknown[] => [
  ...members.slice(by),
  ...members.slice(0, by),
];

interface NumberTerms {
  readonly type?: string;
  readonly multipleOf?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

function numbersBeside(schema: DataSchema, current: number, { distance, random }: Choice): readonly number[] {
  const { type, multipleOf, minimum, maximum } = schema as NumberTerms;
  const step = multipleOf ?? (type === "integer" || Number.isInteger(current) ? 1 : 0.5);
  const range = minimum === undefined || maximum === undefined ? Math.max(Math.abs(current), 10) : maximum - minimum;
  const steps = distance === "near" ? 1 : Math.max(1, Math.ceil(range / 10 / step));
  const [one, other] = random() < 0.5 ? [steps * step, -steps * step] : [-steps * step, steps * step];
  // A step may lead out of a narrow range: then its middle, or an end of it, may still do.
  const [least, most] = [minimum ?? current, maximum ?? current];
  return [current + one, current + other, (least + most) / 2, least, most];
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
  choice: Choice,
  depth: number,
): readonly unknown[] {
  const { items } = schema as { readonly items?: DataSchema | readonly DataSchema[] };
  return current.flatMap((item, index) => {
    const itemSchema = (Array.isArray(items) ? items[index] : items) as DataSchema | undefined;
    return candidates(itemSchema ?? {}, item, choice, depth + 1).map((each) => current.with(index, each));
  });
}

function objectsBeside(
  schema: DataSchema,
  current: Readonly<Record<string, unknown>>,
  choice: Choice,
  depth: number,
): readonly unknown[] {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, DataSchema>> };
  return Object.entries(current).flatMap(([name, value]) => {
    const member = Object.hasOwn(properties, name) ? properties[name]! : {};
    return candidates(member, value, choice, depth + 1).map((each) => ({ ...current, [name]: each }));
  });
}
