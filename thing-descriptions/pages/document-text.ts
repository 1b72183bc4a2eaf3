/** Widest line of a file of this project. */
const width = 120;

/** `value` as JSON the way this project formats it: two spaces, and a list of scalars on one line where it fits. */
export function documentText(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll(scalarList, onOneLine)}\n`;
}

const scalarList = /^(?<start>[^\n[]*)\[\n(?<items>(?: *(?:"(?:[^"\\]|\\.)*"|[^"[\]{}\n]+?),?\n)+) *\](?<comma>,?)$/gm;

function onOneLine(text: string, start: string, items: string, comma: string): string {
  const line = `${start}[${items.trim().replaceAll(/,\n */g, ", ")}]${comma}`;
  return line.length <= width ? line : text;
}
