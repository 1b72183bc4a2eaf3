const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Whether the arrays and objects of a JSON text nest deeper than `maxDepth`. Linear; says nothing about whether it is
 * JSON. Every level takes two bytes, so that a short text is not even looked at.
 */
export function nestsDeeperThan(maxDepth: number, body: Uint8Array): boolean {
  if (body.length <= 2 * maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === quote) at = endOfString(body, at + 1);
    else if (byte === openBracket || byte === openBrace) {
      if (++depth > maxDepth) return true;
    } else if (byte === closeBracket || byte === closeBrace) depth--;
  }
  return false;
}

/** Index of the quote that ends the string; the length of the body when none does. */
function endOfString(body: Uint8Array, from: number): number {
  let at = from;
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1;
  return at;
}
