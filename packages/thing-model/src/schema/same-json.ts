import { isRecord } from "@thingwright/td";

/** Whether two JSON values are equal; the order of members does not count. */
export const sameJson = (one: unknown, other: unknown): boolean => canonicalText(one) === canonicalText(other);

/** One text for all equal JSON values. Recursive, so the depth of `value` must have been limited. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_name, member) => (isRecord(member) ? sorted(member) : member)) ?? "";
}

const sorted = (object: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
