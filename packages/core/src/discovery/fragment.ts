/**
 * Whether `value` has everything that `fragment` has (Scripting API, `ThingFilter.fragment`): each member of an object; for
 * each element of an array one that matches; any other value itself. Where a Thing Description may have one value or an
 * array of them, as `@type` does, one value matches an array that has it, and the other way round.
 */
export function matchesFragment(value: unknown, fragment: unknown): boolean {
  if (Array.isArray(fragment)) {
    const values = Array.isArray(value) ? value : [value];
    return fragment.every((wanted) => values.some((each) => matchesFragment(each, wanted)));
  }
  if (Array.isArray(value)) return value.some((each) => matchesFragment(each, fragment));
  if (typeof fragment !== "object" || fragment === null) return value === fragment;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(fragment).every(
    ([name, wanted]) => Object.hasOwn(value, name) && matchesFragment((value as Record<string, unknown>)[name], wanted),
  );
}
