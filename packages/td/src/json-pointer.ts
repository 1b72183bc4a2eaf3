/** One name as a token of a JSON Pointer: `~` becomes `~0`, `/` becomes `~1` (RFC 6901 §3). */
export function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/**
 * The value at `pointer` in `doc`, or `undefined` where there is none. Looks at own members only.
 *
 * A pointer that does not start with `/` points nowhere, as does an array index with a leading zero.
 *
 * @see RFC 6901 §4
 */
export function resolvePointer(doc: unknown, pointer: string): unknown {
  if (pointer === "") return doc;
  if (!pointer.startsWith("/")) return undefined;
  let value = doc;
  for (const token of pointer.slice(1).split("/")) value = memberOf(value, unescapePointer(token));
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return arrayIndex.test(name) ? value[Number(name)] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

const arrayIndex = /^(?:0|[1-9]\d*)$/;

/** The name that a token of a JSON Pointer stands for. `~1` goes first, so that `~01` becomes `~1` and not `/` (RFC 6901 §4). */
export const unescapePointer = (token: string): string => token.replaceAll("~1", "/").replaceAll("~0", "~");
