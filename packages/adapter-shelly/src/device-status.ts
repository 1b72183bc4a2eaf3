import { isObject, type Members, mergedState } from "@thingwright/mapping";

/**
 * The status of a device after `NotifyStatus`: what is said of a component takes the place of what was known, all else stays.
 * Components that the status did not have are news for a new description, and not for this one.
 */
export function changedStatus(status: Members, changes: Members): Members {
  const known = Object.entries(changes).filter(([key, own]) => isObject(own) && Object.hasOwn(status, key));
  return { ...status, ...Object.fromEntries(known.map(([key, own]) => [key, mergedState(status[key], own)])) };
}
