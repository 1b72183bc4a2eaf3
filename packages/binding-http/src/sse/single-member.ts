/** A JSON object's only member: its name, and its value still as text. */
export interface SingleMember {
  readonly name: string;
  readonly value: string;
}

/**
 * Parts the text of a JSON object with one member, without parsing the value; `undefined` when `text` does not look
 * like one. `text` is of our own making: this finds, it does not validate.
 */
export function singleMember(text: string): SingleMember | undefined {
  const match = /^\s*\{\s*("(?:[^"\\]|\\.)*")\s*:\s*/.exec(text);
  const end = text.lastIndexOf("}");
  if (match === null || end < match[0].length) return undefined;
  try {
    return { name: JSON.parse(match[1]!) as string, value: text.slice(match[0].length, end).trimEnd() };
  } catch {
    return undefined;
  }
}

/** The text of the object that `singleMember` would part. */
export const objectOf = ({ name, value }: SingleMember): string => `{${JSON.stringify(name)}:${value}}`;
