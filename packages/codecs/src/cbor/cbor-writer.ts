import { toHalf } from "../half-float.js";
import { prototypeMember, unusable } from "../unusable.js";
import { encodeUtf8 } from "../utf8.js";
import { following, initialByte, majorType } from "./initial-byte.js";

const initialBytes = 128;
const maxShortText = 32;
const twoTo32 = 2 ** 32;

/** Writes one CBOR data item by preferred serialization (RFC 8949 §4.1). */
export class CborWriter {
  #bytes = new Uint8Array(initialBytes);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  readonly #labels: ReadonlyMap<string, number>;

  /** @param labels - integers that stand for names of maps */
  constructor(labels: ReadonlyMap<string, number>) {
    this.#labels = labels;
  }

  /** What has been written, in an array of its own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** @throws {DataSchemaError} WOT_DATA_SYNTAX for what CBOR cannot carry, and deeper than `depthLeft`: a cycle too */
  write(value: unknown, depthLeft: number): void {
    if (typeof value === "string") this.#text(value);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "boolean") this.#byte(value ? initialByte.true : initialByte.false);
    else if (value === null) this.#byte(initialByte.null);
    else if (typeof value === "object") this.#object(value, depthLeft);
    else throw unusable(`${typeof value} cannot be written as CBOR`);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.#float(value);
    else if (value >= 0) this.#head(majorType.unsigned, value);
    else this.#head(majorType.negative, -1 - value);
  }

  #float(value: number): void {
    const half = toHalf(value);
    this.#reserve(9);
    if (half !== undefined) {
      this.#view.setUint8(this.#length, initialByte.half);
      this.#view.setUint16(this.#length + 1, half);
      this.#length += 3;
    } else if (Math.fround(value) === value) {
      this.#view.setUint8(this.#length, initialByte.single);
      this.#view.setFloat32(this.#length + 1, value);
      this.#length += 5;
    } else {
      this.#view.setUint8(this.#length, initialByte.double);
      this.#view.setFloat64(this.#length + 1, value);
      this.#length += 9;
    }
  }

  #object(value: { readonly toJSON?: unknown }, depthLeft: number): void {
    if (value instanceof Uint8Array) this.#string(majorType.bytes, value);
    else if (depthLeft <= 0) throw unusable("the value is cyclic or nests too deeply");
    else if (Array.isArray(value)) this.#array(value, depthLeft);
    else if (typeof value.toJSON === "function") this.write(value.toJSON(""), depthLeft - 1);
    else if (isOpaque(value)) throw unusable("buffers other than Uint8Array, Maps and Sets cannot be written as CBOR");
    else this.#map(value as Readonly<Record<string, unknown>>, depthLeft);
  }

  #array(value: readonly unknown[], depthLeft: number): void {
    this.#head(majorType.array, value.length);
    for (let i = 0; i < value.length; i++) this.write(value[i], depthLeft - 1);
  }

  /** A getter is called once, so that the count holds. */
  #map(value: Readonly<Record<string, unknown>>, depthLeft: number): void {
    const names = Object.keys(value);
    const members = Object.values(value);
    let count = 0;
    for (const member of members) if (member !== undefined) count++;
    this.#head(majorType.map, count);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (name === "__proto__") throw prototypeMember();
      if (members[i] === undefined) continue;
      this.#name(name);
      this.write(members[i], depthLeft - 1);
    }
  }

  #name(name: string): void {
    const label = this.#labels.size === 0 ? undefined : this.#labels.get(name);
    if (label === undefined) this.#text(name);
    else this.#number(label);
  }

  /** Names and short words are mostly ASCII, for which the encoder's set-up costs more than the loop. */
  #text(text: string): void {
    if (text.length > maxShortText || !this.#shortAscii(text)) this.#string(majorType.text, encodeUtf8(text));
  }

  /** Writes `text` and returns true, or leaves no trace and returns false. */
  #shortAscii(text: string): boolean {
    const start = this.#length;
    this.#head(majorType.text, text.length);
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.#length = start;
        return false;
      }
      this.#bytes[this.#length++] = code;
    }
    return true;
  }

  #string(major: number, bytes: Uint8Array): void {
    this.#head(major, bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Initial byte and argument, as short as can be (RFC 8949 §3). */
  #head(major: number, argument: number): void {
    this.#reserve(9);
    const at = this.#length;
    const type = major << 5;
    if (argument < following.oneByte) this.#byte(type | argument);
    else if (argument < 0x100) {
      this.#view.setUint16(at, ((type | following.oneByte) << 8) | argument);
      this.#length += 2;
    } else if (argument < 0x10000) {
      this.#view.setUint8(at, type | following.twoBytes);
      this.#view.setUint16(at + 1, argument);
      this.#length += 3;
    } else if (argument < twoTo32) {
      this.#view.setUint8(at, type | following.fourBytes);
      this.#view.setUint32(at + 1, argument);
      this.#length += 5;
    } else {
      this.#view.setUint8(at, type | following.eightBytes);
      this.#view.setUint32(at + 1, Math.floor(argument / twoTo32));
      this.#view.setUint32(at + 5, argument % twoTo32);
      this.#length += 9;
    }
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Whether writing the object's members would lose its content. */
const isOpaque = (value: object): boolean =>
  Object.getPrototypeOf(value) !== Object.prototype &&
  (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Map || value instanceof Set);
