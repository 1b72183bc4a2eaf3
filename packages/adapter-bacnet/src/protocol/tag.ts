import { malformed } from "./malformed.js";

/** One tag of encoded data with its content; opening and closing tags have none (ASHRAE 135 §20.2.1). */
export interface Tag {
  readonly kind: "application" | "context" | "opening" | "closing";
  readonly number: number;
  /** Empty for opening and closing tags; of an application-tagged boolean its one octet, 0 or 1. */
  readonly content: Uint8Array;
}

const empty = new Uint8Array(0);
const booleanTag = 1;
const section = "§20.2.1";

/**
 * All tags of `bytes`, in order. There are never more than bytes.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for bytes that end within a tag
 */
export function readTags(bytes: Uint8Array): readonly Tag[] {
  const tags: Tag[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const need = (count: number): void => {
    if (at + count > bytes.length) throw malformed("encoded data ends within a tag", section);
  };
  while (at < bytes.length) {
    const first = view.getUint8(at++);
    const isContext = (first & 0x08) !== 0;
    const form = first & 0x07;
    let number = first >> 4;
    if (number === 15) {
      need(1);
      number = view.getUint8(at++);
    }
    if (isContext && form >= 6) {
      tags.push({ kind: form === 6 ? "opening" : "closing", number, content: empty });
      continue;
    }
    if (!isContext && number === booleanTag) {
      tags.push({ kind: "application", number, content: Uint8Array.of(form) });
      continue;
    }
    if (form > 5) throw malformed("an application tag opens or closes", section);
    let length = form;
    if (form === 5) {
      need(1);
      length = view.getUint8(at++);
      if (length === 254) {
        need(2);
        length = view.getUint16(at);
        at += 2;
      } else if (length === 255) {
        need(4);
        length = view.getUint32(at);
        at += 4;
      }
    }
    need(length);
    tags.push({ kind: isContext ? "context" : "application", number, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return tags;
}

/** The bytes of `tags`: the inverse of {@link readTags}. */
export function writeTags(tags: readonly Tag[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const tag of tags) {
    parts.push(header(tag));
    if (!isBoolean(tag)) parts.push(tag.content);
  }
  return new Uint8Array(Buffer.concat(parts));
}

const isBoolean = ({ kind, number }: Tag): boolean => kind === "application" && number === booleanTag;

function header(tag: Tag): Uint8Array {
  const { kind, number, content } = tag;
  const classBit = kind === "application" ? 0 : 0x08;
  const extended = number >= 15 ? [number] : [];
  const high = Math.min(number, 15) << 4;
  if (kind === "opening" || kind === "closing")
    return Uint8Array.of(high | classBit | (kind === "opening" ? 6 : 7), ...extended);
  if (isBoolean(tag)) return Uint8Array.of(high | (content[0] === 0 ? 0 : 1));
  const { length } = content;
  if (length < 5) return Uint8Array.of(high | classBit | length, ...extended);
  return Uint8Array.of(high | classBit | 5, ...extended, ...lengthOctets(length));
}

function lengthOctets(length: number): readonly number[] {
  if (length < 254) return [length];
  if (length < 0x10000) return [254, length >> 8, length & 0xff];
  return [255, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}
