/** Levels of arrays and objects that a message may have: those of a value, and the few around it. */
export const maxMessageDepth = 72;

/**
 * Whether the arrays and objects of a JSON text nest deeper than `maxDepth`. Linear; says nothing about whether it is
 * JSON. What is too deep must be found before a recursive function walks over it.
 */
export function nestsDeeperThan(maxDepth: number, text: string): boolean {
  if (text.length <= 2 * maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at + 1);
    else if (character === "[" || character === "{") {
      if (++depth > maxDepth) return true;
    } else if (character === "]" || character === "}") depth--;
  }
  return false;
}

/** Index of the quote that ends the string; the length of the text when none does. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
