/**
 * Whether a JSON text names a member of one object more than once: it has more colons outside of strings than its value
 * has members. Linear in both.
 */
export function repeatsMembers(input: string | Uint8Array, value: object): boolean {
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  return colons(text) > members(value);
}

function colons(text: string): number {
  let count = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if (inString && unit === "\\") i += 1;
    else if (unit === '"') inString = !inString;
    else if (!inString && unit === ":") count += 1;
  }
  return count;
}

function members(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const member of Object.values(value)) count += members(member);
  return count;
}
