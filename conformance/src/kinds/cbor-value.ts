/** Deepest nesting that is read. */
const maxDepth = 64;

/** What a CBOR data item holds (RFC 8949), as JSON has it; or why it holds nothing. */
export type CborValue = { readonly value: unknown } | { readonly why: string };

/** Reads one data item that takes all of `bytes`. Byte strings become base64url texts, tags are passed over (RFC 8949 §6.1). */
export function cborValue(bytes: Uint8Array): CborValue {
  const reader = new Reader(bytes);
  try {
    const value = reader.item(0);
    return reader.isAtEnd ? { value } : { why: "the body has more than one CBOR data item" };
  } catch (error) {
    if (error instanceof Malformed) return { why: `the body is not CBOR: ${error.why}` };
    throw error;
  }
}

/** Ends the reading of what is no data item; it never leaves this file. */
class Malformed {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

const stop = Symbol("break");

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.byteLength;
  }

  item(depth: number): unknown {
    const value = this.#itemOrStop(depth);
    if (value === stop) throw new Malformed("it ends what has not begun");
    return value;
  }

  #itemOrStop(depth: number): unknown {
    if (depth > maxDepth) throw new Malformed(`it is nested deeper than ${maxDepth}`);
    const first = this.#take(1)[0]!;
    const [major, info] = [first >> 5, first & 31];
    if (major === 7) return this.#simple(info);
    const length = info === 31 ? undefined : this.#argument(info);
    switch (major) {
      case 0:
        return this.#defined(length);
      case 1:
        return -1 - this.#defined(length);
      case 2:
        return Buffer.from(this.#string(length, 2)).toString("base64url");
      case 3:
        return textOf(this.#string(length, 3));
      case 4:
        return this.#items(length, depth);
      case 5:
        return this.#members(length, depth);
      default:
        this.#defined(length);
        return this.item(depth + 1);
    }
  }

  #simple(info: number): unknown {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return null;
    if (info === 25) return halfFloat(this.#number(2));
    if (info === 26) return this.#advance(4, (at) => this.#view.getFloat32(at));
    if (info === 27) return this.#advance(8, (at) => this.#view.getFloat64(at));
    if (info === 31) return stop;
    throw new Malformed("it has a simple value without a meaning");
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new Malformed("it has a reserved length");
    return this.#number(2 ** (info - 24));
  }

  #number(size: number): number {
    return this.#advance(size, (at) => {
      let value = 0;
      for (let index = 0; index < size; index += 1) value = value * 256 + this.#bytes[at + index]!;
      return value;
    });
  }

  #defined(length: number | undefined): number {
    if (length === undefined) throw new Malformed("it has no length where it needs one");
    return length;
  }

  #string(length: number | undefined, major: number): Uint8Array {
    if (length !== undefined) return this.#take(length);
    const chunks: Uint8Array[] = [];
    for (;;) {
      const first = this.#take(1)[0]!;
      if (first === 0xff) return Buffer.concat(chunks);
      if (first >> 5 !== major) throw new Malformed("a string has pieces of another kind");
      chunks.push(this.#take(this.#argument(first & 31)));
    }
  }

  #items(length: number | undefined, depth: number): readonly unknown[] {
    const items: unknown[] = [];
    while (length === undefined || items.length < length) {
      const item = this.#itemOrStop(depth + 1);
      if (item === stop) {
        if (length === undefined) return items;
        throw new Malformed("it ends too early");
      }
      items.push(item);
    }
    return items;
  }

  #members(length: number | undefined, depth: number): Readonly<Record<string, unknown>> {
    const members: [string, unknown][] = [];
    while (length === undefined || members.length < length) {
      const name = this.#itemOrStop(depth + 1);
      if (name === stop && length === undefined) break;
      if (typeof name !== "string" && typeof name !== "number") throw new Malformed("a member has no name");
      members.push([String(name), this.item(depth + 1)]);
    }
    return Object.fromEntries(members);
  }

  #take(length: number): Uint8Array {
    return this.#advance(length, (at) => this.#bytes.subarray(at, at + length));
  }

  #advance<T>(length: number, read: (at: number) => T): T {
    const at = this.#at;
    if (at + length > this.#bytes.byteLength) throw new Malformed("it is cut off");
    this.#at = at + length;
    return read(at);
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("a text is not UTF-8");
  }
}

/** A number of 16 bits (RFC 8949, appendix D). */
function halfFloat(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 0x3ff];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
