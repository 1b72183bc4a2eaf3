import { judgedPart } from "../../tools/judged-part.mjs";
import type { Family, Sample } from "./sample.js";
import type { Tier } from "./tier.js";

/** A device of the catalogue, without what it is worth. */
export interface DeviceRow {
  /** Name of its family. */
  readonly family: string;
  readonly vendor: string;
  readonly device: string;
  /** Models of its Things, the main one first; `none` where no model of the common API fits. */
  readonly models: readonly string[];
  /** Affordances that have their meaning from the common API. */
  readonly features: readonly string[];
}

/** A device with its tier. */
export interface RankedRow extends DeviceRow {
  readonly tier: Tier;
}

/** A sample as a row, and what is wrong with it: with nothing wrong, it is bronze at least. */
export interface JudgedRow {
  readonly row: DeviceRow;
  readonly faults: readonly string[];
}

/** Judges the descriptions of a device, and says what the device is. */
export function judgedRow(family: Family, { vendor, device, parts, problems }: Sample): JudgedRow {
  const { maxExpressionLength } = family;
  const limits = maxExpressionLength === undefined ? {} : { maxExpressionLength };
  const judged = parts.map((part) => judgedPart(part, limits));
  const features = [...new Set(judged.flatMap((part) => part.features))].sort();
  const models = [...new Set(parts.map(({ modelName }) => modelName ?? "none"))];
  const faults = parts.length === 0 ? [...problems, "it is no Thing"] : judged.flatMap((part) => part.faults);
  return { row: { family: family.name, vendor, device, models, features }, faults };
}
