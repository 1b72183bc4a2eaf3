import { UsageError } from "@thingwright/errors";

/**
 * Each limit of `defaults`, or what is given in its place under the same name.
 *
 * @throws {UsageError} WOT_RANGE if one is negative or no number
 */
export function limitsFrom<L extends { readonly [N in keyof L]: number }>(defaults: L, given: Partial<L>): L {
  const limits: Record<string, number> = {};
  for (const name of Object.keys(defaults) as (keyof L & string)[]) {
    const value: unknown = given[name] ?? defaults[name];
    if (typeof value !== "number" || !(value >= 0)) throw new UsageError("WOT_RANGE", `${name} is ${String(value)}`);
    limits[name] = value;
  }
  return limits as L;
}
