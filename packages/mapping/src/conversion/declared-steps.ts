import type { DataSchema, DataType } from "@thingwright/td";
import type { MappingEntry } from "../mapping-entry.js";
import { mappingError } from "../mapping-error.js";
import { enumeration } from "./enumeration.js";
import { linear, stretched } from "./linear.js";
import type { Step } from "./step.js";
import { unitConversion } from "./unit.js";

/** The declarative conversion of an entry, without its bit and its place. */
export interface DeclaredSteps {
  readonly steps: readonly Step[];
  /** All steps turn numbers into numbers, so that limits convert too. */
  readonly isNumeric: boolean;
}

/**
 * Steps in the order of reading: `map:enum`, or `map:scale` with `map:offset` or `map:range`, then `map:unit`.
 *
 * @param vendorType - of what the vendor takes, else of what it gives
 * @throws {ThingDescriptionError} WOT_MAPPING when terms exclude each other or cannot be inverted
 */
export function declaredSteps(
  entry: MappingEntry,
  vendorType: DataType | undefined,
  model: DataSchema | undefined,
): DeclaredSteps {
  const numeric = numericSteps(entry, model);
  const isField = entry.bit !== undefined || entry.bits !== undefined;
  if (entry.enum === undefined) return { steps: numeric, isNumeric: !isField };
  if (numeric.length > 0) throw mappingError(entry.pointer, "map:enum stands beside a conversion of numbers");
  const fieldType = entry.bit === undefined ? "integer" : "boolean";
  return { steps: [enumeration(entry.enum, isField ? fieldType : vendorType)], isNumeric: false };
}

function numericSteps(entry: MappingEntry, model: DataSchema | undefined): readonly Step[] {
  const { pointer, scale, offset, range, unit } = entry;
  const steps: Step[] = [];
  if (scale === 0) throw mappingError(pointer, "map:scale 0 cannot be inverted");
  if (range !== undefined && (scale ?? offset) !== undefined) {
    throw mappingError(pointer, "map:range stands beside map:scale or map:offset");
  }
  if ((scale ?? offset) !== undefined) steps.push(linear(scale ?? 1, offset ?? 0));
  if (range !== undefined) steps.push(stretched(range.vendor, range.model));
  if (unit !== undefined) steps.push(unitStep(entry, unit, model));
  if (entry.bit !== undefined && steps.length > 0) {
    throw mappingError(pointer, "map:bit gives a boolean, which has no scale, range or unit");
  }
  return steps;
}

function unitStep(entry: MappingEntry, from: string, model: DataSchema | undefined): Step {
  if (model?.unit === undefined) throw mappingError(entry.pointer, "the model has no unit to convert to");
  const step = unitConversion(from, model.unit);
  if (step === undefined) throw mappingError(entry.pointer, `no conversion from ${from} to ${model.unit} is known`);
  return step;
}
