import { isDeepStrictEqual } from "node:util";
import type { DataSchema, ThingDescription } from "@thingwright/td";

/** What a scene sets: values by property, by `id` of the Thing. */
export type SceneValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How far a number may be from what a scene set and still count as that, as a part of its range. */
export const sceneTolerance = 0.01;

/** The schema of a property; of nothing for one that the Thing does not have. */
export function propertySchema({ properties = {} }: ThingDescription, name: string): DataSchema {
  return Object.hasOwn(properties, name) ? (properties[name] as DataSchema) : {};
}

/**
 * Whether a Thing still has what was set: a lamp of ten steps that was set to 55 is at 50 or 60. Numbers are held to be the same within
 * {@link sceneTolerance} of their range or one step, whichever is more.
 */
export function isAsSet(value: unknown, set: unknown, schema: DataSchema): boolean {
  if (typeof value === "number" && typeof set === "number") return Math.abs(value - set) <= leewayOf(schema);
  if (isRecord(value) && isRecord(set)) {
    return Object.entries(set).every(([name, part]) => isAsSet(own(value, name), part, partOf(schema, name)));
  }
  return isDeepStrictEqual(value, set);
}

function leewayOf(schema: DataSchema): number {
  const { type, minimum, maximum, multipleOf } = schema as Readonly<Record<string, unknown>>;
  const range = typeof minimum === "number" && typeof maximum === "number" ? maximum - minimum : 0;
  const step = typeof multipleOf === "number" ? multipleOf : type === "integer" ? 1 : 0;
  return Math.max(range * sceneTolerance, step) * (1 + Number.EPSILON * 4) + Number.EPSILON;
}

/**
 * What lies between two values, `part` of the way: numbers, and objects of numbers. A truth is told at the beginning, its end at
 * the end: lamps are switched on first and off last. All else is told at the beginning.
 */
export function between(from: unknown, to: unknown, part: number, schema: DataSchema): unknown {
  if (typeof from === "number" && typeof to === "number") return inStep(from + (to - from) * part, schema);
  if (typeof to === "boolean") return part === 1 ? to : from === true || to;
  if (!isRecord(from) || !isRecord(to)) return to;
  const entries = Object.entries(to).map(([name, value]): readonly [string, unknown] => {
    return [name, between(own(from, name), value, part, partOf(schema, name))];
  });
  return Object.fromEntries(entries);
}

const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The schema of a member of an object. */
function partOf(schema: DataSchema, name: string): DataSchema {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, DataSchema>> };
  return Object.hasOwn(properties, name) ? properties[name]! : {};
}

function inStep(value: number, schema: DataSchema): number {
  const { type, multipleOf } = schema as Readonly<Record<string, unknown>>;
  const step = typeof multipleOf === "number" ? multipleOf : type === "integer" ? 1 : undefined;
  return step === undefined ? Number(value.toFixed(6)) : Number((Math.round(value / step) * step).toFixed(9));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
