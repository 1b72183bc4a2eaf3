import type { DataSchema } from "@thingwright/td";

/** Parameters of a media type, names in lower case: `charset`, `length`, `signed` … */
export type MediaTypeParameters = ReadonlyMap<string, string>;

/**
 * Turns values into bytes of some media types and back.
 *
 * Every implementer must: keep no state between calls; treat `schema` as a hint and never validate by it; throw
 * `DataSchemaError` WOT_DATA_SYNTAX for bytes that are no content of this type (never crash, whatever the bytes) and
 * for a value that the type cannot carry; bound the depth of what it decodes.
 */
export interface Codec {
  /** Media types, lower case, without parameters; `text/*` is every type of that kind. */
  readonly mediaTypes: readonly string[];
  /** Structured syntax suffix (RFC 6839), for example `+json`, when the codec takes every type that ends so. */
  readonly suffix?: string;
  encode(value: unknown, schema: DataSchema | undefined, parameters: MediaTypeParameters): Uint8Array;
  decode(body: Uint8Array, schema: DataSchema | undefined, parameters: MediaTypeParameters): unknown;
}

/** A codec with the parameters of one content type applied. */
export interface BoundCodec {
  /** The content type as it was asked for. */
  readonly contentType: string;
  encode(value: unknown, schema: DataSchema | undefined): Uint8Array;
  decode(body: Uint8Array, schema: DataSchema | undefined): unknown;
}

/** Finds the codec of a content type: an exact media type first, then a structured syntax suffix, then a range. */
export interface Codecs {
  /** `undefined` when no codec takes it. Answers from a cache of bounded size. */
  for(contentType: string): BoundCodec | undefined;
}
