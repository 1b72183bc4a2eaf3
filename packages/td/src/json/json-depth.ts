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

/** The index of the quote that ends a string. */
function endOfString(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === quote) return i;
    if (unit === backslash) i += 1;
  }
  return text.length;
}
