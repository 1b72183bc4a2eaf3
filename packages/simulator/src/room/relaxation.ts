/**
 * Where a first-order quantity is after `seconds`: it approaches `equilibrium` by the factor e for each
 * `1 / ratePerSecond`. Exact for any step, so that long steps do not oscillate.
 */
export function relaxed(value: number, equilibrium: number, ratePerSecond: number, seconds: number): number {
  return equilibrium + (value - equilibrium) * Math.exp(-ratePerSecond * seconds);
}
