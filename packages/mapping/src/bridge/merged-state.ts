import { isObject } from "../members.js";

/** Deepest nesting that is merged; what is deeper is replaced. */
const maxMergeDepth = 4;

/** Members that one object of a state may grow to by changes. */
const maxMembers = 256;

/**
 * A state after `changes`, which say only what is different: objects are merged, all else is replaced, and `null` is a value.
 * Bounded in depth and in members, so that no device makes it grow.
 */
export const mergedState = (state: unknown, changes: unknown): unknown => merged(state, changes, maxMergeDepth);

function merged(before: unknown, after: unknown, depth: number): unknown {
  if (!isObject(before) || !isObject(after) || depth === 0) return after;
  const result = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(after)) {
    if (result.has(name) || result.size < maxMembers) result.set(name, merged(result.get(name), value, depth - 1));
  }
  return Object.fromEntries(result);
}
