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
  return { ...cborWithLabels(new Map(), options), suffix: "+cbor" };
}

/** The same for a format that has integers in the place of some names of maps, on any level. */
export function cborWithLabels(labels: ReadonlyMap<string, number>, options: CborOptions = {}): Codec {
  const { maxDepth = defaultMaxDepth } = options;
  const names = new Map([...labels].map(([name, label]) => [label, name]));
  return {
    mediaTypes: ["application/cbor"],
    encode: (value) => encode(value, maxDepth, labels),
    decode: (body) => new CborReader(body, maxDepth, names).readWhole(),
  };
}

function encode(value: unknown, maxDepth: number, labels: ReadonlyMap<string, number>): Uint8Array {
  try {
    const writer = new CborWriter(labels);
    writer.write(value, maxDepth);
    return writer.finish();
  } catch (error) {
    if (isWotError(error)) throw error;
    throw unusable("the value cannot be written as CBOR", { cause: error });
  }
}
