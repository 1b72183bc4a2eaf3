import { describe, unconvertible } from "../mapping-error.js";
import type { Step } from "./step.js";

/** A member of `map:enum` on the model's side. */
export type EnumValue = string | number | boolean;

/**
 * Vendor values to model values by a table. Its keys are vendor values as text. On the way back, the first key with
 * the model's value counts and becomes a number, boolean or string as `vendorType` says.
 */
export function enumeration(table: Readonly<Record<string, EnumValue>>, vendorType: string | undefined): Step {
  const toModel = new Map(Object.entries(table));
  const toVendor = new Map<unknown, unknown>();
  for (const [key, value] of toModel) if (!toVendor.has(value)) toVendor.set(value, vendorValue(key, vendorType));
  return {
    read: (vendor) => lookUp(toModel, isScalar(vendor) ? String(vendor) : undefined, vendor),
    write: (model) => lookUp(toVendor, model, model),
  };
}

function lookUp(table: ReadonlyMap<unknown, unknown>, key: unknown, value: unknown): unknown {
  const found = table.get(key);
  if (found === undefined) throw unconvertible(`${describe(value)} is none of the values that the mapping knows`);
  return found;
}

function vendorValue(key: string, vendorType: string | undefined): EnumValue {
  if (vendorType === "integer" || vendorType === "number") return Number(key);
  return vendorType === "boolean" ? key === "true" : key;
}

const isScalar = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";
