import { isDeepStrictEqual } from "node:util";
import type { DataSchema } from "@thingwright/td";

/** Whether all values are the same. */
export const isUniform = (values: readonly unknown[]): boolean =>
  values.every((value) => isDeepStrictEqual(value, values[0]));

/**
 * One value for many, which `schema` takes: their own where they agree. Otherwise a truth that holds for any of them, the mean of
 * numbers, the means of the members of objects, and of anything else what most have, the first of them where that is several.
 *
 * @param values - at least one
 */
export function aggregated(values: readonly unknown[], schema: DataSchema): unknown {
  if (isUniform(values)) return values[0];
  if (values.every((value) => typeof value === "boolean")) return values.includes(true);
  if (values.every((value) => typeof value === "number")) return meanOf(values, schema);
  if (schema.type === "object" && values.every(isRecord)) return memberwise(values, schema) ?? mostFrequent(values);
  return mostFrequent(values);
}

/** Whether it is so at all of them: `allOn` beside `on`. */
export const heldByAll = (values: readonly unknown[]): boolean => values.every((value) => value === true);

function meanOf(values: readonly number[], schema: DataSchema): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const { multipleOf } = schema as { readonly multipleOf?: number };
  const step = multipleOf ?? (schema.type === "integer" ? 1 : undefined);
  if (step === undefined) return Number(mean.toFixed(meanDecimals));
  // Multiplying a whole number of steps leaves the noise of 0.1 + 0.2.
  return Number((Math.round(mean / step) * step).toFixed(meanDecimals));
}

/** Decimal places of a mean. */
const meanDecimals = 6;

/** Only where all have the same members: part of one colour and part of another is none. */
function memberwise(values: readonly Record<string, unknown>[], schema: DataSchema): unknown {
  const names = Object.keys(values[0]!);
  const properties = (schema as { readonly properties?: Readonly<Record<string, DataSchema>> }).properties ?? {};
  const areAlike = values.every((value) => isDeepStrictEqual(Object.keys(value).sort(), [...names].sort()));
  const areNumbers = values.every((value) => names.every((name) => typeof value[name] === "number"));
  if (!areAlike || !areNumbers) return undefined;
  const of = (name: string): DataSchema => (Object.hasOwn(properties, name) ? properties[name]! : {});
  return Object.fromEntries(
    names.map((name) => [
      name,
      meanOf(
        values.map((value) => value[name] as number),
        of(name),
      ),
    ]),
  );
}

function mostFrequent(values: readonly unknown[]): unknown {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(textOf(value), (counts.get(textOf(value)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(textOf(value)) === most);
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? "";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
