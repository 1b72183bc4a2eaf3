import type { MediaTypeParameters } from "@thingwright/contracts";
import { unusable } from "../unusable.js";
import { type ByteSequence, byteOrders } from "./byte-sequence.js";

/** How a value lies in its bytes: the parameters of `application/octet-stream` that the Web of Things uses. */
export interface Layout {
  /** Number of bytes; absent when the content type does not say. */
  readonly length: number | undefined;
  /** Two's complement. Default true. */
  readonly signed: boolean;
  readonly byteSequence: ByteSequence;
}

/** Longest value that is made up to a `length`; a content type comes from a stranger's Thing Description. */
const maxLength = 65_536;

const plain: Layout = { length: undefined, signed: true, byteSequence: "BIG_ENDIAN" };

/**
 * Layout by the parameters `length`, `signed` and `byteSeq`.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for a value that none of them may have
 */
export function layoutOf(parameters: MediaTypeParameters): Layout {
  if (parameters.size === 0) return plain;
  return {
    length: lengthOf(parameters.get("length")),
    signed: signedOf(parameters.get("signed")),
    byteSequence: byteSequenceOf(parameters.get("byteseq")),
  };
}

function lengthOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const length = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(length <= maxLength)) throw unusable(`the parameter "length" is not a number up to ${maxLength}`);
  return length;
}

function signedOf(text: string | undefined): boolean {
  if (text === undefined || text === "true") return true;
  if (text === "false") return false;
  throw unusable('the parameter "signed" is neither true nor false');
}

function byteSequenceOf(text: string | undefined): ByteSequence {
  const name = text ?? "BIG_ENDIAN";
  if (!Object.hasOwn(byteOrders, name)) throw unusable('the parameter "byteSeq" names no byte order');
  return name as ByteSequence;
}
