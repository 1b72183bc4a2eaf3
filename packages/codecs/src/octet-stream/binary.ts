import type { Codec } from "@thingwright/contracts";
import { unusable } from "../unusable.js";

/**
 * Bytes as they are, for media types whose content nobody here looks into: `binary(["image/*", "application/pdf"])`.
 * The value is a `Uint8Array` both ways, whatever the schema says; encoding also takes an `ArrayBuffer`.
 *
 * @param mediaTypes - exact ones in lower case, or ranges such as `image/*`
 */
export function binary(mediaTypes: readonly string[]): Codec {
  return {
    mediaTypes,
    encode(value) {
      const bytes = bytesOf(value);
      if (bytes === undefined) throw unusable("only a Uint8Array or an ArrayBuffer can be written as it is");
      return bytes;
    },
    decode: (body) => body,
  };
}

/** The bytes of a value that is made of bytes. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}
