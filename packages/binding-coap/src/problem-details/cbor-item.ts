import { ProtocolError } from "@thingwright/errors";

/** A CBOR data item as problem details need it: names of maps are integers or texts. */
export type CborItem =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborItem[]
  | ReadonlyMap<number | string, CborItem>;

/** Items within each other; a problem needs four. */
const maxDepth = 16;
const languageTag = 38;
const indefinite = 31;
const breakByte = 0xff;
const text = new TextDecoder("utf-8", { fatal: true });

/**
 * The item that `bytes` are. A text with a language (tag 38) is read as the text; other tags are passed over. Lengths are
 * held against what is left, so that memory stays in proportion to the bytes.
 *
 * @throws {ProtocolError} WOT_PROTOCOL unless the bytes are exactly one such item
 * @see RFC 8949 §3, RFC 9290 Appendix A
 */
export function readItem(bytes: Uint8Array): CborItem {
  const reader = new ItemReader(bytes);
  const item = reader.item(0);
  if (!reader.isAtEnd) throw malformed("bytes follow the item");
  return item;
}

class ItemReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): CborItem {
    if (depth > maxDepth) throw malformed("it nests too deeply");
    const initial = this.#uint(1);
    const [major, information] = [initial >> 5, initial & 0x1f];
    switch (major) {
      case 0:
        return this.#argument(information);
      case 1:
        return -1 - this.#argument(information);
      case 2:
      case 3: {
        const bytes = this.#string(major, information);
        return major === 2 ? bytes : decoded(bytes);
      }
      case 4:
        return this.#array(information, depth);
      case 5:
        return this.#map(information, depth);
      case 6:
        return tagged(this.#argument(information), this.item(depth + 1));
      default:
        return this.#simple(information);
    }
  }

  #string(major: number, information: number): Uint8Array {
    if (information !== indefinite) return new Uint8Array(this.#take(this.#argument(information)));
    const chunks: Uint8Array[] = [];
    while (!this.#atBreak()) {
      const initial = this.#uint(1);
      if (initial >> 5 !== major) throw malformed("a string has a chunk of another type");
      chunks.push(this.#take(this.#argument(initial & 0x1f)));
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  #array(information: number, depth: number): readonly CborItem[] {
    const items: CborItem[] = [];
    this.#each(information, () => items.push(this.item(depth + 1)));
    return items;
  }

  #map(information: number, depth: number): ReadonlyMap<number | string, CborItem> {
    const entries = new Map<number | string, CborItem>();
    this.#each(information, () => {
      const name = this.item(depth + 1);
      if (typeof name !== "number" && typeof name !== "string") throw malformed("a name is neither number nor text");
      if (entries.has(name)) throw malformed("a name stands twice");
      entries.set(name, this.item(depth + 1));
    });
    return entries;
  }

  #each(information: number, read: () => void): void {
    if (information === indefinite) {
      while (!this.#atBreak()) read();
      return;
    }
    for (let left = this.#argument(information); left > 0; left--) read();
  }

  #simple(information: number): CborItem {
    switch (information) {
      case 20:
      case 21:
        return information === 21;
      case 22:
      case 23:
        return null;
      case 25:
        return half(this.#uint(2));
      case 26:
        return this.#view.getFloat32(this.#skip(4));
      case 27:
        return this.#view.getFloat64(this.#skip(8));
      default:
        throw malformed("a simple value has no meaning");
    }
  }

  #atBreak(): boolean {
    if (this.#bytes[this.#at] !== breakByte) return false;
    this.#at++;
    return true;
  }

  #argument(information: number): number {
    if (information < 24) return information;
    if (information > 27) throw malformed("a length is reserved");
    if (information < 27) return this.#uint(1 << (information - 24));
    return this.#uint(4) * 2 ** 32 + this.#uint(4);
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
    if (length > this.#bytes.length - this.#at) throw malformed("it ends too early");
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

/** The text of a text with a language, or the content of another tag. */
function tagged(tag: number, content: CborItem): CborItem {
  if (tag !== languageTag || !Array.isArray(content)) return content;
  const [, words] = content;
  return typeof words === "string" ? words : content;
}

function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  const sign = bits >> 15 === 1 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function decoded(bytes: Uint8Array): string {
  try {
    return text.decode(bytes);
  } catch (cause) {
    throw new ProtocolError("WOT_PROTOCOL", "a text in the CBOR content is not UTF-8", { cause });
  }
}

const malformed = (why: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the CBOR content is malformed: ${why}`, { section: "RFC 8949 §3" });
