const quote = 0x22;
const backslash = 0x5c;

/**
 * How deep the arrays and objects of a JSON text nest, without parsing it. Stops one past `maxDepth`.
 *
 * One pass without recursion; what stands inside strings does not count. On a text that is not JSON the answer is
 * some number, and `JSON.parse` has the last word.
 */
export function depthOf(text: string, maxDepth: number): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length && deepest <= maxDepth; i++) {
    const unit = text.charCodeAt(i);
    if (unit === quote) i = endOfString(text, i + 1);
    else if (unit === 0x7b || unit === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return deepest;
}

/** Whether the arrays and objects of a value nest deeper than `levels`. Recursive, to one level more than that. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeper(item, levels - 1)) return true;
    return false;
  }
  for (const name in value) if (isDeeper((value as Record<string, unknown>)[name], levels - 1)) return true;
  return false;
}

/**
 * The index of the quote that ends the string of a JSON text whose first character is at `start`; the end of the text where
 * there is none. Searching is native, and most strings have no quote within.
 */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes stands before `at`, in the string that begins at `start`. */
function isEscaped(text: string, start: number, at: number): boolean {
  let before = at;
  while (before > start && text.charCodeAt(before - 1) === backslash) before--;
  return (at - before) % 2 === 1;
}
