/**
 * The same document with every number and every boolean turned into text: well-formed and wrong. What `wrong-type`
 * means to a device that speaks JSON or CBOR.
 */
export function mistyped(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(mistyped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mistyped(member)]));
}
