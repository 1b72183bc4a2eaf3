import { isObject } from "./action-status.js";

/** What a merge patch makes of a value (RFC 7396 §2). */
export function mergePatched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const next = new Map<string, unknown>(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) next.delete(name);
    else next.set(name, mergePatched(next.get(name), value));
  }
  return Object.fromEntries(next);
}
