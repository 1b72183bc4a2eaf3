import { unusable } from "../unusable.js";
import { decodeUtf8WithoutBom, encodeUtf8 } from "../utf8.js";

/** Text to bytes and back, by the name of a character set. */
export interface Charset {
  /** @throws {DataSchemaError} WOT_DATA_SYNTAX for a character that the set does not have */
  encode(text: string): Uint8Array;
  /** @throws {DataSchemaError} WOT_DATA_SYNTAX for bytes that the set does not have */
  decode(bytes: Uint8Array): string;
}

const utf8: Charset = { encode: encodeUtf8, decode: decodeUtf8WithoutBom };
const ascii = singleByte("us-ascii", 0x7f);
const latin1 = singleByte("iso-8859-1", 0xff);

const charsets: ReadonlyMap<string, Charset> = new Map([
  ["utf-8", utf8],
  ["utf8", utf8],
  ["us-ascii", ascii],
  ["ascii", ascii],
  ["iso-8859-1", latin1],
  ["latin1", latin1],
]);

/**
 * The character set of a `charset` parameter, in any case; UTF-8 without one.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for any other than utf-8, us-ascii and iso-8859-1
 */
export function charsetOf(name: string | undefined): Charset {
  const charset = name === undefined ? utf8 : charsets.get(name.toLowerCase());
  if (charset === undefined) throw unusable("the charset is none of utf-8, us-ascii and iso-8859-1");
  return charset;
}

/** A set whose bytes are the code points up to `last`. `TextDecoder` would take both sets for windows-1252. */
function singleByte(name: string, last: number): Charset {
  return {
    encode: (text) =>
      Uint8Array.from({ length: text.length }, (_, at) => {
        const code = text.charCodeAt(at);
        if (code > last) throw unusable(`the text has a character that ${name} does not have`);
        return code;
      }),
    decode(bytes) {
      const parts: string[] = [];
      for (const byte of bytes) {
        if (byte > last) throw unusable(`the content has a byte that ${name} does not have`);
        parts.push(String.fromCharCode(byte));
      }
      return parts.join("");
    },
  };
}
