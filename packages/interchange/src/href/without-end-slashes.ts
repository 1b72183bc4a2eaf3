/** `text` without the slashes at its end; a regular expression would take quadratic time over many slashes elsewhere. */
export function withoutEndSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "/") end--;
  return text.slice(0, end);
}
