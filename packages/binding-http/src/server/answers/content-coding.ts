import type { Transform } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from "node:zlib";

/** A content coding that answers are sent in (RFC 9110 §8.4.1). */
export type ContentCoding = "br" | "gzip";

/** Qualities of Brotli and gzip that cost about as much time as each other, a tenth of what the best ones do. */
const brotliQuality = 4;
const gzipLevel = 6;

const compressors: ReadonlyMap<ContentCoding, (body: Uint8Array) => Promise<Buffer>> = new Map([
  [
    "br",
    (body: Uint8Array) =>
      promisify(brotliCompress)(body, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
          [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
        },
      }),
  ],
  ["gzip", (body: Uint8Array) => promisify(gzip)(body, { level: gzipLevel })],
]);

/** Codes a body that comes in pieces, and is not kept. */
export function codingStream(coding: ContentCoding): Transform {
  if (coding === "gzip") return createGzip({ level: gzipLevel });
  return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } });
}

/**
 * The coding that a client likes best, ours first among equals; `undefined` for none, which goes without saying unless
 * something is liked better. A client that refuses everything gets no coding all the same.
 *
 * @param acceptEncoding - value of Accept-Encoding
 * @see RFC 9110 §12.5.3
 */
export function chooseCoding(acceptEncoding: string | undefined): ContentCoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  const qualities = qualitiesIn(acceptEncoding);
  let best: ContentCoding | undefined;
  let bestQuality = qualities.get("identity") ?? 0;
  for (const coding of compressors.keys()) {
    const quality = qualities.get(coding) ?? qualities.get("*") ?? 0;
    if (quality > bestQuality || (quality > 0 && best === undefined && quality === bestQuality)) {
      best = coding;
      bestQuality = quality;
    }
  }
  return best;
}

/** Each coding that is named with its weight; what cannot be parsed is not accepted. */
function qualitiesIn(acceptEncoding: string): ReadonlyMap<string, number> {
  const qualities = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", weight] = item.split(";").map((piece) => piece.trim());
    const quality = weight === undefined ? 1 : /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(weight)?.[1];
    qualities.set(name === "x-gzip" ? "gzip" : name, Number(quality ?? 0));
  }
  return qualities;
}

/**
 * Bytes in content codings, compressed once for as long as the bytes themselves are kept, which whoever made them
 * bounds. It is done off the event loop.
 */
export class CodedBodies {
  readonly #coded = new WeakMap<Uint8Array, Map<ContentCoding, Buffer | Promise<Buffer>>>();

  of(body: Uint8Array, coding: ContentCoding): Buffer | Promise<Buffer> {
    const known = this.#coded.get(body) ?? new Map<ContentCoding, Buffer | Promise<Buffer>>();
    this.#coded.set(body, known);
    const done = known.get(coding);
    if (done !== undefined) return done;
    const doing = compressors.get(coding)!(body);
    known.set(coding, doing);
    doing.then(
      (bytes) => known.set(coding, bytes),
      () => known.delete(coding),
    );
    return doing;
  }
}
