/** Whether a JSON text may have a number beyond those that a double can be: none is shorter than `1e309`. */
export const mayOverflow = (text: string): boolean => text.length > 4 && /[eE]\+?\d{3}|\d{200}/.test(text);

/** Whether a parsed value of bounded depth has an infinite number anywhere, which no JSON could carry back. */
export function hasInfinity(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasInfinity);
}
