/** Longest piece of text that a terminal report takes from a Thing, in UTF-16 units. */
export const maxPrintedLength = 400;

/** Text from a Thing, cut to {@link maxPrintedLength}, that cannot command the terminal. */
export function printable(text: string): string {
  return visible(text.length > maxPrintedLength ? `${text.slice(0, maxPrintedLength)}…` : text);
}

/** Text with control characters, and marks that turn its direction around, as escapes. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
