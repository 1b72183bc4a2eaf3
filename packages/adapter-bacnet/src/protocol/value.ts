import { readText, writeText } from "./character-string.js";
import { type BacnetDate, type BacnetTime, readDate, readTime, writeDate, writeTime } from "./date-time.js";
import { malformed } from "./malformed.js";
import { readReal, readSigned, readUnsigned, writeReal, writeSigned, writeUnsigned } from "./numbers.js";
import { type ObjectId, packObjectId, unpackObjectId } from "./object-id.js";
import type { Tag } from "./tag.js";

/** A value of one of the primitive types (ASHRAE 135 §20.2), or a part of a constructed one. */
export type BacnetValue =
  | { readonly type: "null" }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "unsigned" | "signed" | "real" | "double" | "enumerated"; readonly value: number }
  | { readonly type: "octets"; readonly value: Uint8Array }
  | { readonly type: "text"; readonly value: string }
  /** The first bit first. */
  | { readonly type: "bits"; readonly value: readonly boolean[] }
  | { readonly type: "date"; readonly value: BacnetDate }
  | { readonly type: "time"; readonly value: BacnetTime }
  | { readonly type: "object"; readonly value: ObjectId }
  /** A member whose type only the standard's table of its property tells. */
  | { readonly type: "context"; readonly number: number; readonly value: Uint8Array }
  | { readonly type: "constructed"; readonly number: number; readonly values: readonly BacnetValue[] };

/** Deepest nesting of a value that is read. */
export const maxValueDepth = 16;

/** Values that `tags` have, in order. @throws {ProtocolError} WOT_PROTOCOL */
export function readValues(tags: readonly Tag[]): readonly BacnetValue[] {
  const values: BacnetValue[] = [];
  const open: { readonly number: number; readonly outer: BacnetValue[] }[] = [];
  let current = values;
  for (const tag of tags) {
    if (tag.kind === "opening") {
      if (open.length === maxValueDepth) throw malformed(`values nest deeper than ${maxValueDepth}`, "§20.2.16");
      open.push({ number: tag.number, outer: current });
      current = [];
    } else if (tag.kind === "closing") {
      const last = open.pop();
      if (last?.number !== tag.number) throw malformed("a tag closes what is not open", "§20.2.1.3.2");
      last.outer.push({ type: "constructed", number: tag.number, values: current });
      current = last.outer;
    } else current.push(readValue(tag));
  }
  if (open.length > 0) throw malformed("a tag is opened and never closed", "§20.2.1.3.2");
  return values;
}

function readValue({ kind, number, content }: Tag): BacnetValue {
  if (kind === "context") return { type: "context", number, value: content };
  const read = readers[number];
  if (read === undefined) throw malformed(`there is no application tag ${number}`, "§20.2.1.4");
  return read(content);
}

/** By application tag number (§20.2.1.4). */
const readers: readonly ((content: Uint8Array) => BacnetValue)[] = [
  () => ({ type: "null" }),
  ([octet]) => ({ type: "boolean", value: octet === 1 }),
  (content) => ({ type: "unsigned", value: readUnsigned(content) }),
  (content) => ({ type: "signed", value: readSigned(content) }),
  (content) => ({ type: "real", value: readReal(content, 4) }),
  (content) => ({ type: "double", value: readReal(content, 8) }),
  (content) => ({ type: "octets", value: content.slice() }),
  (content) => ({ type: "text", value: readText(content) }),
  (content) => ({ type: "bits", value: readBits(content) }),
  (content) => ({ type: "enumerated", value: readUnsigned(content) }),
  (content) => ({ type: "date", value: readDate(content) }),
  (content) => ({ type: "time", value: readTime(content) }),
  (content) => ({ type: "object", value: readObjectId(content) }),
];

/** One object identifier. @throws {ProtocolError} WOT_PROTOCOL for anything but four octets */
export function readObjectId(content: Uint8Array): ObjectId {
  if (content.length !== 4) throw malformed("an object identifier has four octets", "§20.2.14");
  return unpackObjectId(readUnsigned(content));
}

/** The tags of `value`, application-tagged. */
export function valueTags(value: BacnetValue): readonly Tag[] {
  switch (value.type) {
    case "null":
      return [application(0, new Uint8Array(0))];
    case "boolean":
      return [application(1, Uint8Array.of(value.value ? 1 : 0))];
    case "unsigned":
      return [application(2, writeUnsigned(value.value))];
    case "signed":
      return [application(3, writeSigned(value.value))];
    case "real":
      return [application(4, writeReal(value.value, 4))];
    case "double":
      return [application(5, writeReal(value.value, 8))];
    case "octets":
      return [application(6, value.value)];
    case "text":
      return [application(7, writeText(value.value))];
    case "bits":
      return [application(8, writeBits(value.value))];
    case "enumerated":
      return [application(9, writeUnsigned(value.value))];
    case "date":
      return [application(10, writeDate(value.value))];
    case "time":
      return [application(11, writeTime(value.value))];
    case "object":
      return [application(12, objectIdOctets(value.value))];
    case "context":
      return [{ kind: "context", number: value.number, content: value.value }];
    case "constructed":
      return [opening(value.number), ...value.values.flatMap(valueTags), closing(value.number)];
  }
}

export function objectIdOctets(id: ObjectId): Uint8Array {
  const octets = new Uint8Array(4);
  new DataView(octets.buffer).setUint32(0, packObjectId(id));
  return octets;
}

const application = (number: number, content: Uint8Array): Tag => ({ kind: "application", number, content });

/** Tags of a service's members. */
export const context = (number: number, content: Uint8Array): Tag => ({ kind: "context", number, content });
export const opening = (number: number): Tag => ({ kind: "opening", number, content: new Uint8Array(0) });
export const closing = (number: number): Tag => ({ kind: "closing", number, content: new Uint8Array(0) });

/** The first octet counts the unused bits of the last (§20.2.10). */
export function readBits(content: Uint8Array): readonly boolean[] {
  const [unused = 0] = content;
  const count = (content.length - 1) * 8 - unused;
  if (content.length === 0 || unused > 7 || count < 0) throw malformed("a bit string of no length", "§20.2.10");
  return Array.from({ length: count }, (_, bit) => ((content[1 + (bit >> 3)]! >> (7 - (bit & 7))) & 1) === 1);
}

function writeBits(bits: readonly boolean[]): Uint8Array {
  const octets = new Uint8Array(1 + Math.ceil(bits.length / 8));
  octets[0] = (octets.length - 1) * 8 - bits.length;
  for (const [bit, isSet] of bits.entries()) if (isSet) octets[1 + (bit >> 3)]! |= 0x80 >> (bit & 7);
  return octets;
}
