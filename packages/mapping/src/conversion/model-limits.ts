import type { DataSchema } from "@thingwright/td";
import { roundingOf } from "./rounding.js";
import type { Step } from "./step.js";
import { limitsOf } from "./vendor-number.js";

/** Limits of a model value. */
export interface ModelLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The vendor's limits as limits of the model: what of the model's range this device really has. `undefined` unless the
 * vendor's schema has both ends and both have an equivalent.
 */
export function modelLimits(
  vendor: DataSchema | undefined,
  steps: readonly Step[],
  model: DataSchema | undefined,
): ModelLimits | undefined {
  const { low, high } = limitsOf(vendor);
  const one = converted(low, steps);
  const other = converted(high, steps);
  if (one === undefined || other === undefined) return undefined;
  const round = roundingOf(model);
  return { minimum: round(Math.min(one, other)), maximum: round(Math.max(one, other)) };
}

function converted(end: number, steps: readonly Step[]): number | undefined {
  if (!Number.isFinite(end)) return undefined;
  try {
    return steps.reduce<unknown>((value, step) => step.read(value), end) as number;
  } catch {
    return undefined;
  }
}
