import type { DataSchema } from "@thingwright/td";
import { roundingOf } from "./rounding.js";

/**
 * Brings a number to what the device takes: its step, then the nearest value within its limits. Other values pass.
 */
export function vendorNumber(schema: DataSchema | undefined): (value: unknown) => unknown {
  const round = roundingOf(schema);
  const { low, high } = limitsOf(schema);
  return (value) => (typeof value === "number" ? Math.min(high, Math.max(low, round(value))) : value);
}

/** Least and greatest number that `schema` allows. */
export function limitsOf(schema: DataSchema | undefined): { readonly low: number; readonly high: number } {
  if (schema?.type !== "integer" && schema?.type !== "number") return { low: -Infinity, high: Infinity };
  return { low: schema.minimum ?? -Infinity, high: schema.maximum ?? Infinity };
}
