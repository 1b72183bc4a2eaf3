import type { DataSchema } from "@thingwright/td";
import { stretched } from "../components/interpretation.js";
import { type Code, code } from "../template/code.js";
import type { Feature, Row, RowResult } from "./served.js";
import { unitCode } from "./unit-code.js";

/** What of a schema of numbers matters here. */
interface Limits {
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A value of a known unit in that of the common API; the narrowed limits are those of what can be set. */
export function inUnit({ value }: Feature, unit: string): RowResult | undefined {
  const own = value.schema.unit;
  const conversion = typeof own === "string" ? unitCode(own, unit) : undefined;
  return conversion && { read: conversion.read, write: conversion.write };
}

/** Numbers from 0 to the highest in percent. */
export function inPercent({ value }: Feature): RowResult {
  const { maximum = 100 } = value.schema as Limits;
  return { read: stretched([0, maximum], [0, 100]), write: stretched([0, 100], [0, maximum]) };
}

/** Words of the entity as words of the common API; `undefined` when it has one that is not in the table. */
export function inWords({ value }: Feature, table: Readonly<Record<string, string>>): RowResult | undefined {
  const words = (value.schema.enum ?? []) as readonly string[];
  if (words.length === 0 || !words.every((word) => Object.hasOwn(table, word))) return undefined;
  const own = Object.fromEntries(words.map((word) => [word, table[word]!]));
  const back = Object.fromEntries(
    Object.entries(own)
      .toReversed()
      .map(([word, common]) => [common, word]),
  );
  return {
    read: byTable(own),
    write: byTable(back),
    narrowed: { enum: [...new Set(Object.values(own))] },
    isPartial: Object.keys(back).length < words.length,
  };
}

const byTable =
  (table: Readonly<Record<string, string>>) =>
  (value: Code): Code =>
    code(`$lookup(${JSON.stringify(table)}, ${value.code})`, "string");

/** A row of a value that is what the common API says, as it is. */
export const asItIs = (component: string, key: string, name: string, more: RowResult = {}): Row => ({
  component,
  key,
  name,
  serve: () => more,
});

/** Limits of `schema`, in the unit of the common API. */
export function limitsIn(schema: DataSchema, unit: string): Readonly<Record<string, number>> {
  const { minimum, maximum, unit: own } = schema as Limits;
  const inOwn = own === unit;
  return {
    ...(inOwn && minimum !== undefined && { minimum }),
    ...(inOwn && maximum !== undefined && { maximum }),
  };
}
