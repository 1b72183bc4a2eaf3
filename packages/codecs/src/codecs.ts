import type { BoundCodec, Codec, Codecs } from "@thingwright/contracts";
import { defaultCodecs } from "./default-codecs.js";
import { type MediaType, parseMediaType } from "./media-type.js";

export interface CodecsOptions {
  /** Content types whose codec is remembered; beyond them the oldest is forgotten. Default 256. */
  readonly maxCachedContentTypes?: number;
  /** Longer content types have no codec. Default 1024 characters. */
  readonly maxContentTypeLength?: number;
}

/**
 * Finds codecs by content type: an exact media type first, then a structured syntax suffix (RFC 6839), then a range
 * such as `text/*` among a codec's `mediaTypes`. Of two codecs for the same, the earlier in `list` serves.
 */
export function codecs(list: readonly Codec[] = defaultCodecs(), options: CodecsOptions = {}): Codecs {
  const { maxCachedContentTypes = 256, maxContentTypeLength = 1024 } = options;
  const find = codecFinder(list);
  const cache = new Map<string, BoundCodec>();
  return {
    for(contentType) {
      const known = cache.get(contentType);
      if (known !== undefined) return known;
      if (contentType.length > maxContentTypeLength) return undefined;
      const mediaType = parseMediaType(contentType);
      const codec = mediaType === undefined ? undefined : find(mediaType.essence);
      if (mediaType === undefined || codec === undefined) return undefined;
      const bound = bind(codec, contentType, mediaType);
      remember(cache, bound, maxCachedContentTypes);
      return bound;
    },
  };
}

function codecFinder(list: readonly Codec[]): (essence: string) => Codec | undefined {
  const byMediaType = new Map<string, Codec>();
  const bySuffix = new Map<string, Codec>();
  for (const codec of list) {
    for (const mediaType of codec.mediaTypes) if (!byMediaType.has(mediaType)) byMediaType.set(mediaType, codec);
    if (codec.suffix !== undefined && !bySuffix.has(codec.suffix)) bySuffix.set(codec.suffix, codec);
  }
  return (essence) =>
    byMediaType.get(essence) ??
    bySuffix.get(essence.slice(essence.lastIndexOf("+"))) ??
    byMediaType.get(`${essence.slice(0, essence.indexOf("/"))}/*`);
}

function bind(codec: Codec, contentType: string, { parameters }: MediaType): BoundCodec {
  return {
    contentType,
    encode: (value, schema) => codec.encode(value, schema, parameters),
    decode: (body, schema) => codec.decode(body, schema, parameters),
  };
}

function remember(cache: Map<string, BoundCodec>, bound: BoundCodec, limit: number): void {
  if (cache.size >= limit) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(bound.contentType, bound);
}
