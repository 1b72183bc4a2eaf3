import { unusable } from "../unusable.js";

/** Tags that only annotate: a reader that ignores them still reads the right value (RFC 8949 §3.4, IANA registry). */
const annotations: ReadonlySet<number> = new Set([
  0, // date and time, text
  1, // seconds since 1970
  21, // to be shown as base64url
  22, // to be shown as base64
  23, // to be shown as base16
  24, // bytes that hold CBOR
  32, // URI
  33, // base64url, text
  34, // base64, text
  36, // MIME message, text
  37, // UUID, bytes
  55799, // self-described CBOR
]);

const bignum = 2;
const negativeBignum = 3;

/**
 * The plain value of a tagged item: its content for tags that annotate, a number for bignums up to 2^53 − 1.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for a tag that changes what the content means
 */
export function contentOfTag(tag: number, content: unknown): unknown {
  if (annotations.has(tag)) return content;
  if (tag === bignum) return magnitudeOf(content);
  if (tag === negativeBignum) return -1 - magnitudeOf(content);
  throw unusable(`CBOR tag ${tag} is not supported`);
}

function magnitudeOf(content: unknown): number {
  if (!(content instanceof Uint8Array)) throw unusable("a CBOR bignum is not made of bytes");
  let magnitude = 0;
  for (const byte of content) {
    magnitude = magnitude * 256 + byte;
    if (magnitude > Number.MAX_SAFE_INTEGER - 1) throw unusable("the CBOR content has an integer beyond 2^53 - 1");
  }
  return magnitude;
}
