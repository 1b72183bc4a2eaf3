import { createHash } from "node:crypto";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * `name` as one level of a topic: letters, digits, `.`, `_` and `-` stay, every other byte of its UTF-8 becomes `~` and
 * two upper-case hexadecimal digits. What would be longer than {@link maxSegmentLength} is cut, and ends with `~~` and a
 * hash of the name.
 *
 * What comes out is unreserved in URIs (RFC 3986 §2.3) as well: a topic made of such levels is the same text in an
 * `href`, in a URI Template and in a topic filter, whether a peer percent-decodes or not.
 */
export function toTopicSegment(name: string): string {
  if (name.length <= maxSegmentLength && plain.test(name)) return name;
  if (name === "") return "~";
  let segment = "";
  for (const character of name) {
    segment += plain.test(character) ? character : escapeBytes(character);
    if (segment.length > maxSegmentLength) return shortened(segment, name);
  }
  return segment;
}

/** Two hashes of 16 bytes are as good as never the same; `~~` is in no other level. */
function shortened(segment: string, name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 32);
  return `${segment.slice(0, maxSegmentLength - 34).replace(/~.?$/, "")}~~${hash}`;
}

/** The name that `segment` stands for; `undefined` when it stands for none, or was cut. */
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

/** Most characters of a level that stands for a name; a topic must have room for several (MQTT 5.0 §4.7.3). */
export const maxSegmentLength = 512;

const plain = /^[A-Za-z0-9._-]+$/;
const escaped = /^(?:[A-Za-z0-9._-]|~[0-9A-F]{2})+$/;

function escapeBytes(character: string): string {
  let text = "";
  for (const byte of encoder.encode(character)) text += `~${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return text;
}
