import { canonicalText } from "../json/canonical-text.js";

/** Whether no two of `items` are equal as JSON. Linear in their text, where a comparison of all pairs is quadratic. */
export function isUniqueItems(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalText)).size === items.length;
}
