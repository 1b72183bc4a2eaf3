import { readString } from "../message/option.js";
import { pathOf } from "../uri/coap-uri.js";

const MAX_REMEMBERED_BYTES = 256;

/** A decoded Uri-Path. */
export interface DecodedPath {
  /** See `pathOf`. */
  readonly path: string;
  readonly segments: readonly string[];
}

interface Entry extends DecodedPath {
  readonly encoded: Uint8Array;
  readonly firstLength: number;
}

/** The path of a request without Uri-Path. */
export const ROOT: DecodedPath = { path: "/", segments: Object.freeze([]) };

/**
 * Decodes the Uri-Path options of a request, remembering those seen before: the same bytes give the same strings, without
 * making them anew. Forgets all when `maxPaths` are known, so that made-up paths cannot fill the memory.
 */
export class PathTable {
  readonly #maxPaths: number;
  readonly #entries = new Map<number, Entry>();

  constructor(maxPaths: number) {
    this.#maxPaths = maxPaths;
  }

  /**
   * The path whose first value is `bytes[start, start + firstLength)` and whose last value ends at `end`: between them stand
   * option headers with delta 0, so the bytes and the first length say it all. `undefined` if a value is no UTF-8, or one
   * of the two that RFC 7252 §5.10.1 forbids.
   */
  decode(bytes: Uint8Array, start: number, firstLength: number, end: number): DecodedPath | undefined {
    let hash = firstLength;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    const known = this.#entries.get(hash);
    if (known?.firstLength === firstLength && isSame(known.encoded, bytes, start, end)) return known;
    return this.#decodeNew(bytes, start, firstLength, end, hash);
  }

  #decodeNew(
    bytes: Uint8Array,
    start: number,
    firstLength: number,
    end: number,
    hash: number,
  ): DecodedPath | undefined {
    const segments = segmentsIn(bytes, start, firstLength, end);
    if (segments === undefined) return undefined;
    if (end - start > MAX_REMEMBERED_BYTES) return { path: pathOf(segments), segments };
    if (this.#entries.size >= this.#maxPaths) this.#entries.clear();
    const encoded = Uint8Array.prototype.slice.call(bytes, start, end);
    const entry = { path: pathOf(segments), segments: Object.freeze(segments), encoded, firstLength };
    this.#entries.set(hash, entry);
    return entry;
  }
}

function isSame(encoded: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (encoded.length !== end - start) return false;
  for (let i = 0; i < encoded.length; i++) if (encoded[i] !== bytes[start + i]) return false;
  return true;
}

function segmentsIn(bytes: Uint8Array, start: number, firstLength: number, end: number): string[] | undefined {
  const segments: string[] = [];
  let from = start;
  let to = start + firstLength;
  for (;;) {
    const segment = readString(bytes, from, to);
    if (segment === undefined || segment === "." || segment === "..") return undefined;
    segments.push(segment);
    if (to >= end) return segments;
    const nibble = bytes[to]! & 0x0f;
    from = nibble === 13 ? to + 2 : to + 1;
    to = from + (nibble === 13 ? bytes[to + 1]! + 13 : nibble);
  }
}
