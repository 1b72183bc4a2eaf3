/** Whether `text` has a placeholder of a Thing Model in it (TD 1.1 §9.3.5). */
export function isPlaceholder(text: string): boolean {
  const start = text.indexOf("{{");
  return start !== -1 && text.indexOf("}}", start + 3) !== -1;
}
