/**
 * Whether `value` is a multiple of `step` as a person counts: 19.3 is one of 0.1, although neither is exact in binary.
 * Integers are exact; otherwise the remainder may be off by what rounding `value` and `step` can have done to it.
 */
export function isMultipleOf(value: number, step: number): boolean {
  if (!(step > 0)) return true;
  const remainder = Math.abs(value % step);
  if (remainder === 0) return true;
  if (Number.isInteger(value) && Number.isInteger(step)) return false;
  const tolerance = 2 * Number.EPSILON * Math.abs(value);
  return remainder <= tolerance || step - remainder <= tolerance;
}
