import { DataSchemaError } from "@thingwright/errors";
import type { DataSchema } from "../../thing/thing-description.js";
import type { CodecParameters } from "../content-codec.js";

/** Longest value that is made up to a `length`: a content type comes from a stranger's Thing Description. */
const maxLength = 65_536;

/** How values lie in their bytes, by the parameters of the content type. */
export interface Layout {
  /** Bytes of the whole; absent where the content type does not say. */
  readonly length: number | undefined;
  /** Two's complement; absent where the content type does not say. */
  readonly signed: boolean | undefined;
  readonly isLittleEndian: boolean;
  /** Whether the bytes of each pair are exchanged. */
  readonly isSwapped: boolean;
  readonly charset: BufferEncoding;
}

/** @throws {DataSchemaError} WOT_DATA_SYNTAX for a parameter that has no such value */
export function layoutOf({ length, signed, byteSeq, charset = "utf8" }: CodecParameters): Layout {
  if (signed !== undefined && signed !== "true" && signed !== "false") {
    throw unusable("'signed' parameter must be 'true' or 'false'");
  }
  if (!Buffer.isEncoding(charset)) throw unusable(`Invalid charset ${charset}`);
  return {
    length: lengthOf(length),
    signed: signed === undefined ? undefined : signed === "true",
    isLittleEndian: byteSeq?.includes("LITTLE_ENDIAN") === true,
    isSwapped: byteSeq?.includes("BYTE_SWAP") === true,
    charset,
  };
}

function lengthOf(length: string | undefined): number | undefined {
  if (length === undefined) return undefined;
  const bytes = Number.parseInt(length, 10);
  if (Number.isNaN(bytes) || bytes < 0) throw unusable("'length' parameter must be a non-negative number");
  if (bytes > maxLength) throw unusable(`'length' parameter must not be beyond ${maxLength}`);
  return bytes;
}

/** What a schema says of its field; both are optional. */
export interface FieldTerms {
  readonly offset: number;
  readonly length: number | undefined;
}

/** @throws {DataSchemaError} WOT_DATA_SYNTAX for terms that are no numbers of bits */
export function fieldTermsOf(schema: DataSchema): FieldTerms {
  const length = schema["ex:bitLength"] === undefined ? undefined : bitsOf(schema, "ex:bitLength");
  return { offset: schema["ex:bitOffset"] === undefined ? 0 : bitsOf(schema, "ex:bitOffset"), length };
}

function bitsOf(schema: DataSchema, term: string): number {
  const bits = Number.parseInt(String(schema[term]), 10);
  if (Number.isNaN(bits) || bits < 0) throw unusable(`'${term}' must be a non-negative number`);
  if (bits > maxLength * 8) throw unusable(`'${term}' must not be beyond ${maxLength * 8}`);
  return bits;
}

/** The bytes with those of each pair exchanged, where the layout has them so. */
export function inPairs(bytes: Buffer, { isSwapped }: Layout): Buffer {
  if (!isSwapped || bytes.length < 2) return bytes;
  if (bytes.length % 2 !== 0) throw unusable(`${bytes.length} bytes cannot be swapped in pairs`);
  return Buffer.from(bytes).swap16();
}

export const unusable = (message: string): DataSchemaError => new DataSchemaError("WOT_DATA_SYNTAX", message);
