import { visible } from "./printable.js";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text of anybody as the content or an attribute of XML and HTML. What XML 1.0 §2.2 forbids is replaced by U+FFFD, and
 * control characters beside the end of a line are shown as escapes.
 */
export function escapeMarkup(text: string): string {
  const lines = text.split("\n").map(visible).join("\n");
  return lines.replace(/[\p{Cs}\ufffe\uffff]/gu, "\ufffd").replace(/[&<>"']/g, (character) => entities[character]!);
}
