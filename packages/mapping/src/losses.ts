import { asWotError } from "@thingwright/errors";
import type { DataSchema, ThingModel } from "@thingwright/td";
import type { Conversion } from "./conversion/conversion.js";
import type { ModelLimits } from "./conversion/model-limits.js";
import { roundingOf, withoutNoise } from "./conversion/rounding.js";
import type { Mapping, Writer } from "./mapping.js";

/** A value of a property of the model that does not come back as it was written. */
export interface Loss {
  /** Name of the model's property. */
  readonly property: string;
  readonly written: unknown;
  /** What a read gives then; absent where the value cannot be written, or what was sent cannot be read. */
  readonly read?: unknown;
  /** Why it cannot be, in that case. */
  readonly message?: string;
}

/** Values within a range that are tried. */
const sampleCount = 24;
/** They lie apart by this part of the range: evenly, and at the steps of no device (Fibonacci hashing, Knuth 6.4). */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Where nothing says how fine a number is: this part of its range counts as the model's step. */
const defaultStepOfRange = 0.01;
const defaultStep = 0.1;

/**
 * Writes values of each property of `model` through `mapping` and reads them again, without a device: of each property the
 * value that comes back furthest from what was written, where that is a step of the model or more. A step is `multipleOf`,
 * 1 for an integer, otherwise a hundredth of the range.
 *
 * Tried are booleans, the members of an `enum`, and numbers over the range that the device has, its ends among them. What goes another
 * way than it comes, by expressions, cannot be followed and counts as no loss.
 */
export async function findLosses(mapping: Mapping, model: ThingModel): Promise<readonly Loss[]> {
  const losses: Loss[] = [];
  for (const [property, writer] of mapping.writers) {
    const schema = model.properties?.[property] as DataSchema | undefined;
    const worst = schema === undefined ? undefined : await worstLoss(property, schema, writer);
    if (worst !== undefined) losses.push(worst);
  }
  return losses;
}

async function worstLoss(property: string, schema: DataSchema, writer: Writer): Promise<Loss | undefined> {
  const { values, step } = samplesOf(schema, writer.conversion.limits);
  let worst: Loss | undefined;
  let furthest = 0;
  for (const written of values) {
    const back = await readBack(writer, written);
    if (back === undefined) return undefined;
    const distance = "message" in back ? Number.POSITIVE_INFINITY : distanceOf(written, back.read);
    if (distance <= furthest || distance < withoutNoise(step)) continue;
    [worst, furthest] = [{ property, written, ...back }, distance];
  }
  return worst;
}

type Back = Pick<Loss, "read"> | { readonly message: string };

/** What a read gives after `written` was written; `undefined` where that cannot be told. */
async function readBack({ conversion, outlet, source }: Writer, written: unknown): Promise<Back | undefined> {
  try {
    if (conversion.isDeclared) return { read: conversion.nearest(written) };
    const isOneWay = outlet.kind !== "property" || outlet.name !== source || conversion.needsVendor;
    return isOneWay ? undefined : { read: await turned(conversion, written) };
  } catch (error) {
    return { message: asWotError(error).message };
  }
}

async function turned(conversion: Conversion, written: unknown): Promise<unknown> {
  const vendor = await conversion.write(written, { vendor: undefined, model: {} });
  return await conversion.read(vendor, { vendor, model: {} });
}

function distanceOf(written: unknown, read: unknown): number {
  if (written === read) return 0;
  if (typeof written !== "number" || typeof read !== "number") return Number.POSITIVE_INFINITY;
  return withoutNoise(Math.abs(written - read));
}

interface Samples {
  readonly values: readonly unknown[];
  /** How far apart two values of the model are. */
  readonly step: number;
}

function samplesOf(schema: DataSchema, limits: ModelLimits | undefined): Samples {
  if (Array.isArray(schema.enum)) return { values: schema.enum, step: 0 };
  if (schema.type === "boolean") return { values: [true, false], step: 0 };
  if (schema.type !== "integer" && schema.type !== "number") return { values: [], step: 0 };
  const low = Math.max(schema.minimum ?? Number.NEGATIVE_INFINITY, limits?.minimum ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, limits?.maximum ?? Number.POSITIVE_INFINITY);
  const isBounded = Number.isFinite(low) && Number.isFinite(high) && low < high;
  const ownStep = schema.multipleOf ?? (schema.type === "integer" ? 1 : undefined);
  const step = ownStep ?? (isBounded ? (high - low) * defaultStepOfRange : defaultStep);
  return { values: numbersBetween(schema, isBounded ? [low, high] : around(low, high)), step };
}

/** A range that begins or ends at the one end that there is. */
function around(low: number, high: number): readonly [number, number] {
  const width = 100;
  if (Number.isFinite(low)) return [low, Math.min(high, low + width)];
  return Number.isFinite(high) ? [high - width, high] : [-width / 2, width / 2];
}

function numbersBetween(schema: DataSchema, [low, high]: readonly [number, number]): readonly number[] {
  const round = roundingOf(schema);
  const within = Array.from({ length: sampleCount }, (_, index) =>
    round(low + (high - low) * ((index * goldenRatio) % 1)),
  );
  return [...new Set([low, ...within, high])].filter((value) => value >= low && value <= high);
}
