import { DataSchemaError } from "@thingwright/errors";
import { checkLength, type DatapointType } from "./datapoint-type.js";
import { nonsense, refuse } from "./field.js";

/** How text becomes bytes. */
export type TextEncoding = "us-ascii" | "iso-8859-1" | "utf-8";

/** Text of a fixed number of bytes; shorter text is followed by zeros, and ends at the first of them. */
export const fixedText = (id: string, title: string, length: number, encoding: TextEncoding): DatapointType => ({
  id,
  title,
  isShort: false,
  schema: { title, type: "string", maxLength: length },
  encode(value) {
    const bytes = bytesOf(value, encoding);
    if (bytes.length > length) refuse(value, `text of ${length} bytes at most`);
    const padded = new Uint8Array(length);
    padded.set(bytes);
    return padded;
  },
  decode(bytes) {
    checkLength(id, bytes, length);
    return textOf(bytes, encoding);
  },
});

/** A telegram has room for 254 bytes beside the service. */
const mostBytes = 253;

/** Text of any length, with a zero behind it. */
export const openText = (id: string, title: string, encoding: TextEncoding): DatapointType => ({
  id,
  title,
  isShort: false,
  schema: { title, type: "string", maxLength: mostBytes },
  encode(value) {
    const bytes = bytesOf(value, encoding);
    if (bytes.length > mostBytes) refuse(value, `text of ${mostBytes} bytes at most`);
    const ended = new Uint8Array(bytes.length + 1);
    ended.set(bytes);
    return ended;
  },
  decode(bytes) {
    if (bytes.length === 0) throw new DataSchemaError("WOT_DATA_SYNTAX", `a value of ${id} has one byte at least`);
    return textOf(bytes, encoding);
  },
});

function bytesOf(value: unknown, encoding: TextEncoding): Uint8Array {
  if (typeof value !== "string") refuse(value, "text");
  if (value.includes("\0")) refuse(value, "text without zeros");
  if (encoding === "utf-8") return new TextEncoder().encode(value);
  const most = encoding === "us-ascii" ? 0x7f : 0xff;
  return Uint8Array.from(value, (character) => {
    const code = character.codePointAt(0)!;
    return code <= most ? code : refuse(value, `text in ${encoding}`);
  });
}

/** Devices write Latin-1 where ASCII is asked for, and nobody minds. */
function textOf(bytes: Uint8Array, encoding: TextEncoding): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  if (encoding !== "utf-8") return String.fromCharCode(...used);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(used);
  } catch {
    return nonsense("text that is no UTF-8");
  }
}
