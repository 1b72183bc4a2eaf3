/** Whether a JSON text may have a member named `__proto__`; any of its characters may be written as an escape. */
export const mayNamePrototype = (text: string): boolean => text.includes("__proto__") || text.includes("\\u");

/** Whether a parsed value of bounded depth has a member named `__proto__` anywhere. */
export function hasPrototypeMember(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasPrototypeMember);
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeMember);
}
