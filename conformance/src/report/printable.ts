/** Longest piece of text that a terminal report takes from a Thing, in UTF-16 units. */
export const maxPrintedLength = 400;

/** Text from a Thing, cut, and with control characters made visible: it may not command the terminal. */
export function printable(text: string): string {
  const cut = text.length > maxPrintedLength ? `${text.slice(0, maxPrintedLength)}…` : text;
  // Also the marks that turn the direction of text around.
  return cut.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
