import { UsageError } from "@thingwright/errors";

/** Limits by name: whole numbers, the unit in the name. */
export type Limits<L> = { readonly [N in keyof L]: number };

/**
 * Each limit of `defaults`, or what is given in its place under the same name; other names are left out.
 *
 * @param mayBeZero - limits that nought makes sense for; all others are 1 at least
 * @throws {UsageError} WOT_RANGE for anything but a whole number in that range
 */
export function limitsFrom<L extends Limits<L>>(
  defaults: L,
  given: Partial<L> | undefined,
  mayBeZero: readonly (keyof L)[] = [],
): L {
  const limits: Record<string, number> = {};
  for (const name of Object.keys(defaults) as (keyof L & string)[]) {
    const value: unknown = given?.[name] ?? defaults[name];
    const least = mayBeZero.includes(name) ? 0 : 1;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) {
      throw new UsageError("WOT_RANGE", `limits.${name} must be a whole number from ${least}, not ${String(value)}`);
    }
    limits[name] = value;
  }
  return limits as L;
}
