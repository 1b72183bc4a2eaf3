const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * `name` as one level of a topic: letters, digits, `.`, `_` and `-` stay, every other byte of its UTF-8 becomes `~` and
 * two upper-case hexadecimal digits.
 *
 * What comes out is unreserved in URIs (RFC 3986 §2.3) as well: a topic made of such levels is the same text in an
 * `href`, in a URI Template and in a topic filter, whether a peer percent-decodes or not.
 */
export function toTopicSegment(name: string): string {
  if (plain.test(name)) return name;
  if (name === "") return "~";
  let segment = "";
  for (const character of name) segment += plain.test(character) ? character : escapeBytes(character);
  return segment;
}

/** The name that `segment` stands for; `undefined` when it stands for none. */
export function fromTopicSegment(segment: string): string | undefined {
  if (plain.test(segment)) return segment;
  if (segment === "~") return "";
  if (!escaped.test(segment)) return undefined;
  const bytes = segment.replace(/~(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

const plain = /^[A-Za-z0-9._-]+$/;
const escaped = /^(?:[A-Za-z0-9._-]|~[0-9A-F]{2})+$/;

function escapeBytes(character: string): string {
  let text = "";
  for (const byte of encoder.encode(character)) text += `~${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return text;
}
