import { isRecord } from "../json/is-record.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `target` with `patch` merged into it, as a new object: objects merge, `null` removes, everything else replaces.
 * Recursive, so both must have been limited in depth, and freed of members named `__proto__`.
 *
 * @see RFC 7396 §2
 */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[name];
    else
      result[name] = isRecord(value)
        ? mergePatch(Object.hasOwn(result, name) ? result[name] : undefined, value)
        : value;
  }
  return result;
}
