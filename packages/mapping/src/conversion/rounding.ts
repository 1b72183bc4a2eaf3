import type { DataSchema } from "@thingwright/td";

/** Rounds a number to what a schema or a device can hold. */
export type Rounding = (value: number) => number;

/**
 * The rounding that `schema` asks for: whole numbers for `integer`, multiples for `multipleOf`, otherwise nine decimal
 * places, which removes what binary fractions add (0.1 × 213).
 */
export function roundingOf(schema: DataSchema | undefined): Rounding {
  if (schema?.type !== "integer" && schema?.type !== "number") return withoutNoise;
  if (schema.multipleOf !== undefined && schema.multipleOf > 0) return multiplesOf(schema.multipleOf);
  return schema.type === "integer" ? (value) => wholeNumber(value) : withoutNoise;
}

function multiplesOf(step: number): Rounding {
  const perUnit = 1 / step;
  const stepsPerUnit = Math.round(perUnit);
  const isDecimal = stepsPerUnit > 0 && Math.abs(perUnit - stepsPerUnit) < 1e-9;
  if (isDecimal) return (value) => wholeNumber(value * stepsPerUnit) / stepsPerUnit;
  return (value) => withoutNoise(wholeNumber(value / step) * step);
}

/** Half goes up, after noise is gone: 202.49999999999997 is 202.5. Never -0. */
const wholeNumber = (value: number): number => Math.round(withoutNoise(value)) + 0;

/** `value` to nine decimal places; as it is when it is too large for that. */
export function withoutNoise(value: number): number {
  const scaled = value * 1e9;
  return Math.abs(scaled) < Number.MAX_SAFE_INTEGER ? Math.round(scaled) / 1e9 + 0 : value;
}
