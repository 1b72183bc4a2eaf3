import type { Codec } from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import { defaultMaxDepth } from "../limits.js";
import { unusable } from "../unusable.js";
import { CborReader } from "./cbor-reader.js";
import { CborWriter } from "./cbor-writer.js";

export interface CborOptions {
  /** Arrays, maps and tags within each other, both ways. Default 64. */
  readonly maxDepth?: number;
}

/**
 * CBOR (RFC 8949): `application/cbor` and every type that ends in `+cbor`.
 *
 * Carries the values of JSON, NaN, the infinities and byte strings (as `Uint8Array`), and nothing else: no extension
 * of any library goes on the wire. Encodes by preferred serialization (§4.1), so that an integer never travels as a
 * float; members that are `undefined` are left out. Decodes one well-formed item and refuses bytes after it.
 */
export function cbor(options: CborOptions = {}): Codec {
  const { maxDepth = defaultMaxDepth } = options;
  return {
    mediaTypes: ["application/cbor"],
    suffix: "+cbor",
    encode: (value) => encode(value, maxDepth),
    decode: (body) => new CborReader(body, maxDepth).readWhole(),
  };
}

function encode(value: unknown, maxDepth: number): Uint8Array {
  try {
    const writer = new CborWriter();
    writer.write(value, maxDepth);
    return writer.finish();
  } catch (error) {
    if (isWotError(error)) throw error;
    throw unusable("the value cannot be written as CBOR", { cause: error });
  }
}
