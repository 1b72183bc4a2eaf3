import { isObject, type Members, membersOf } from "./members.js";

/** Deepest nesting of a status that is merged; what is deeper is replaced. */
const maxMergeDepth = 4;

/** Members that one object of a status may grow to by notifications. */
const maxMembers = 256;

/**
 * The status of a device after `NotifyStatus`: what is said of a component takes the place of what was known, all else stays.
 * Components that the status did not have are news for a new description, and not for this one.
 */
export function changedStatus(status: Members, changes: Members): Members {
  const known = Object.entries(changes).filter(([key, own]) => isObject(own) && Object.hasOwn(status, key));
  return {
    ...status,
    ...Object.fromEntries(known.map(([key, own]) => [key, merged(status[key], own, maxMergeDepth)])),
  };
}

function merged(before: unknown, after: unknown, depth: number): unknown {
  if (!isObject(before) || !isObject(after) || depth === 0) return after;
  const own = membersOf(before);
  const result = new Map(Object.entries(own));
  for (const [name, value] of Object.entries(after)) {
    if (result.has(name) || result.size < maxMembers) result.set(name, merged(result.get(name), value, depth - 1));
  }
  return Object.fromEntries(result);
}
