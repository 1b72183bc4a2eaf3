/** The comment before a declaration: what the document says for people. Nothing when it says nothing. */
export function docComment(described: Readonly<Record<string, unknown>>, indent: string): string {
  const { title, description, unit } = described;
  const texts = [title, description].filter((text): text is string => typeof text === "string" && text.trim() !== "");
  const lines = texts.flatMap((text, index) => [...(index > 0 ? [""] : []), ...text.split(/\r\n|[\r\n\u2028\u2029]/)]);
  if (typeof unit === "string") lines.push(...(lines.length > 0 ? [""] : []), `Unit: ${unit}`);
  if (lines.length === 0) return "";
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/").trim());
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}
