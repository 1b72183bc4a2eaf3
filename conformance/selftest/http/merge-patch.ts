/** A JSON object. */
export type Description = Readonly<Record<string, unknown>>;

/** What a merge patch makes of a value (RFC 7396 §2). */
export function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const next: Record<string, unknown> = { ...Object(target) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else next[name] = merged(next[name], value);
  }
  return next;
}

/** A merge patch that makes `next` of `old`: members that differ come whole. */
export function differenceOf(old: Description, next: Description): Description {
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  const changed = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  return Object.fromEntries(changed.map((name) => [name, next[name] ?? null]));
}
