import { describe, unconvertible } from "../mapping-error.js";
import { withoutNoise } from "./rounding.js";
import type { Step } from "./step.js";

/** `value` as a number, or the reason why not. */
export function numberOf(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unconvertible(`expected a number, got ${describe(value)}`);
}

/** model = vendor × `scale` + `offset`. A scale such as 0.1 divides by 10, so that 213 is 21.3 exactly. */
export function linear(scale: number, offset: number): Step {
  const divisor = wholeReciprocal(scale);
  if (divisor !== undefined) {
    return {
      read: (vendor) => withoutNoise(numberOf(vendor) / divisor + offset),
      write: (model) => withoutNoise((numberOf(model) - offset) * divisor),
    };
  }
  return {
    read: (vendor) => withoutNoise(numberOf(vendor) * scale + offset),
    write: (model) => withoutNoise((numberOf(model) - offset) / scale),
  };
}

function wholeReciprocal(scale: number): number | undefined {
  const reciprocal = Math.round(1 / scale);
  return reciprocal !== 0 && Math.abs(1 / scale - reciprocal) < 1e-9 ? reciprocal : undefined;
}

/** Ends of an interval; the first may be the greater. */
export type Interval = readonly [number, number];

/** Stretches the interval `vendor` onto `model`; values beyond an end become that end, in both directions. */
export function stretched(vendor: Interval, model: Interval): Step {
  const there = stretch(vendor, model);
  const back = stretch(model, vendor);
  return { read: (value) => there(numberOf(value)), write: (value) => back(numberOf(value)) };
}

function stretch([from0, from1]: Interval, [to0, to1]: Interval): (value: number) => number {
  const low = Math.min(from0, from1);
  const high = Math.max(from0, from1);
  return (value) => {
    const inside = Math.min(high, Math.max(low, value));
    return withoutNoise(to0 + ((inside - from0) * (to1 - to0)) / (from1 - from0));
  };
}
