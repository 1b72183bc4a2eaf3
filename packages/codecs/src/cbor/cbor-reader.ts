import { fromHalf } from "../half-float.js";
import { prototypeMember, unusable } from "../unusable.js";
import { decodeUtf8 } from "../utf8.js";
import { following, initialByte, majorType } from "./initial-byte.js";
import { contentOfTag } from "./tag.js";

const twoTo32 = 2 ** 32;

/**
 * Reads one CBOR data item (RFC 8949 §3, appendix C). A length that the remaining bytes cannot hold is refused before
 * anything is made of it, so that memory stays in proportion to the body.
 */
export class CborReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #maxDepth: number;
  readonly #names: ReadonlyMap<number, string>;
  #at = 0;
  #depth = 0;

  /** @param names - of maps, by the integers that stand for them */
  constructor(bytes: Uint8Array, maxDepth: number, names: ReadonlyMap<number, string>) {
    this.#names = names;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#maxDepth = maxDepth;
  }

  /** @throws {DataSchemaError} WOT_DATA_SYNTAX unless the bytes are exactly one item */
  readWhole(): unknown {
    const value = this.#item();
    if (this.#at !== this.#bytes.length) throw unusable(`${this.#left()} bytes follow the CBOR item`);
    return value;
  }

  #item(): unknown {
    const initial = this.#uint(1);
    const information = initial & 0x1f;
    switch (initial >> 5) {
      case majorType.unsigned:
        return safe(this.#argument(information));
      case majorType.negative:
        return safe(-1 - this.#argument(information));
      case majorType.bytes:
        return this.#byteString(information);
      case majorType.text:
        return this.#textString(information);
      case majorType.array:
        this.#enter();
        return this.#leave(this.#array(information));
      case majorType.map:
        this.#enter();
        return this.#leave(this.#map(information));
      case majorType.tag:
        this.#enter();
        return this.#leave(contentOfTag(this.#argument(information), this.#item()));
      default:
        return this.#simple(initial);
    }
  }

  #enter(): void {
    if (++this.#depth > this.#maxDepth) throw unusable(`the CBOR item nests deeper than ${this.#maxDepth}`);
  }

  #leave<T>(value: T): T {
    this.#depth--;
    return value;
  }

  #array(information: number): unknown[] {
    const values: unknown[] = [];
    if (information === following.indefinite) {
      while (!this.#atBreak()) values.push(this.#item());
    } else {
      for (let left = this.#count(information, 1); left > 0; left--) values.push(this.#item());
    }
    return values;
  }

  #map(information: number): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    if (information === following.indefinite) {
      while (!this.#atBreak()) this.#member(members);
    } else {
      for (let left = this.#count(information, 2); left > 0; left--) this.#member(members);
    }
    return members;
  }

  /** Names are text and come once: RFC 8949 §5.6 calls a map with duplicates invalid. */
  #member(members: Record<string, unknown>): void {
    const name = this.#name(this.#uint(1));
    if (name === "__proto__") throw prototypeMember();
    if (Object.hasOwn(members, name)) throw unusable("a CBOR map has the same name twice");
    members[name] = this.#item();
  }

  #name(initial: number): string {
    const major = initial >> 5;
    if (major === majorType.text) return this.#textString(initial & 0x1f);
    if (this.#names.size > 0 && (major === majorType.unsigned || major === majorType.negative)) {
      const argument = this.#argument(initial & 0x1f);
      const name = this.#names.get(major === majorType.unsigned ? argument : -1 - argument);
      if (name !== undefined) return name;
    }
    throw unusable("a CBOR map has a name that is not text");
  }

  #byteString(information: number): Uint8Array {
    if (information !== following.indefinite) return new Uint8Array(this.#take(this.#count(information, 1)));
    return concatenate(this.#chunks(majorType.bytes));
  }

  /** Each chunk of an indefinite-length text is UTF-8 of its own (RFC 8949 §3.2.3). */
  #textString(information: number): string {
    if (information !== following.indefinite) return decodeText(this.#take(this.#count(information, 1)));
    return this.#chunks(majorType.text).map(decodeText).join("");
  }

  #chunks(major: number): Uint8Array[] {
    const chunks: Uint8Array[] = [];
    while (!this.#atBreak()) {
      const initial = this.#uint(1);
      if (initial >> 5 !== major) throw unusable("a CBOR string has a chunk of another type");
      chunks.push(this.#take(this.#count(initial & 0x1f, 1)));
    }
    return chunks;
  }

  /** `undefined` has no place in JSON: RFC 8949 §6.1 makes it null. */
  #simple(initial: number): unknown {
    switch (initial) {
      case initialByte.false:
        return false;
      case initialByte.true:
        return true;
      case initialByte.null:
      case initialByte.undefined:
        return null;
      case initialByte.half:
        return fromHalf(this.#uint(2));
      case initialByte.single:
        return this.#view.getFloat32(this.#skip(4));
      case initialByte.double:
        return this.#view.getFloat64(this.#skip(8));
      case initialByte.break:
        throw unusable("a CBOR break stands where an item belongs");
      default:
        throw unusable("the CBOR content has a simple value without meaning");
    }
  }

  #atBreak(): boolean {
    if (this.#bytes[this.#at] !== initialByte.break) return false;
    this.#at++;
    return true;
  }

  /** A number of things of at least `size` bytes each that the remaining bytes can hold. */
  #count(information: number, size: number): number {
    const count = this.#argument(information);
    if (count * size > this.#left()) throw unusable("the CBOR content ends too early");
    return count;
  }

  /** May be rounded beyond 2^53; whoever cares looks. */
  #argument(information: number): number {
    if (information < following.oneByte) return information;
    if (information === following.eightBytes) return this.#uint(4) * twoTo32 + this.#uint(4);
    if (information > following.eightBytes) throw unusable("the CBOR content has a reserved length");
    return this.#uint(1 << (information - following.oneByte));
  }

  #uint(size: number): number {
    const at = this.#skip(size);
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #take(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #skip(length: number): number {
    if (length > this.#left()) throw unusable("the CBOR content ends too early");
    const at = this.#at;
    this.#at += length;
    return at;
  }

  #left(): number {
    return this.#bytes.length - this.#at;
  }
}

function safe(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw unusable("the CBOR content has an integer beyond 2^53 - 1");
}

/** Names and short words are mostly ASCII, for which the decoder's set-up costs more than the loop. */
function decodeText(bytes: Uint8Array): string {
  if (bytes.length > 16) return decodeUtf8(bytes);
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte > 0x7f) return decodeUtf8(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
