import { uintLength } from "./option.js";
import { tokenNibble } from "./token-length.js";

const SLAB_BYTES = 64 * 1024;
const MAX_HEADER = 6;
const MAX_OPTION_HEADER = 5;

/**
 * Writes messages one after the other into slabs of memory, so that a message costs one view and no copy.
 *
 * Order of calls: `begin`, the token, options by ascending number, `payload`, `finish`. The caller promises in `begin` how
 * many bytes it will write at most. A finished message is never written to again.
 */
export class MessageWriter {
  readonly #slabBytes: number;
  #slab: Buffer = Buffer.allocUnsafeSlow(0);
  #start = 0;
  #position = 0;
  #number = 0;

  /** @param slabBytes - memory taken at a time; 0 takes what each message needs. Default 64 KiB. */
  constructor(slabBytes: number = SLAB_BYTES) {
    this.#slabBytes = slabBytes;
  }

  /** Starts a message with at most `maxRest` bytes after its token. The token's bytes must follow. */
  begin(type: number, code: number, messageId: number, tokenLength: number, maxRest: number): void {
    this.#reserve(MAX_HEADER + tokenLength + maxRest);
    const slab = this.#slab;
    const start = this.#start;
    slab[start] = 0x40 | (type << 4) | (tokenLength < 13 ? tokenLength : tokenNibble(tokenLength));
    slab[start + 1] = code;
    slab[start + 2] = messageId >> 8;
    slab[start + 3] = messageId & 0xff;
    this.#position = start + 4;
    this.#number = 0;
    if (tokenLength >= 13) this.#extend(tokenLength);
  }

  /** Copies `source[from, to)` to the end of the message: a token, or options that are already encoded. */
  raw(source: Uint8Array, from: number, to: number): void {
    const slab = this.#slab;
    let position = this.#position;
    for (let i = from; i < to; i++) slab[position++] = source[i]!;
    this.#position = position;
  }

  /** Writes a four-byte token. */
  token32(token: number): void {
    const slab = this.#slab;
    const position = this.#position;
    slab[position] = token >>> 24;
    slab[position + 1] = (token >>> 16) & 0xff;
    slab[position + 2] = (token >>> 8) & 0xff;
    slab[position + 3] = token & 0xff;
    this.#position = position + 4;
  }

  /** After `raw` wrote encoded options: the number of the last one. */
  continueFrom(number: number): void {
    this.#number = number;
  }

  option(number: number, value: Uint8Array): void {
    this.#optionHeader(number, value.length);
    this.raw(value, 0, value.length);
  }

  uintOption(number: number, value: number): void {
    const length = uintLength(value);
    this.#optionHeader(number, length);
    for (let shift = length - 1; shift >= 0; shift--) {
      this.#slab[this.#position++] = Math.floor(value / 2 ** (8 * shift)) & 0xff;
    }
  }

  /** The payload with its marker; nothing when it is empty. */
  payload(value: Uint8Array): void {
    if (value.length === 0) return;
    this.#slab[this.#position++] = 0xff;
    this.#slab.set(value, this.#position);
    this.#position += value.length;
  }

  finish(): Uint8Array {
    const message = this.#slab.subarray(this.#start, this.#position);
    this.#start = this.#position;
    return message;
  }

  #optionHeader(number: number, length: number): void {
    const slab = this.#slab;
    const delta = number - this.#number;
    this.#number = number;
    const header = this.#position++;
    slab[header] = (this.#extend(delta) << 4) | this.#extend(length);
  }

  /** Writes the extended form of a delta or length, if it needs one, and says what its nibble is (RFC 7252 §3.1); the same goes for a token's length. */
  #extend(value: number): number {
    if (value < 13) return value;
    if (value < 269) {
      this.#slab[this.#position++] = value - 13;
      return 13;
    }
    this.#slab[this.#position++] = (value - 269) >> 8;
    this.#slab[this.#position++] = (value - 269) & 0xff;
    return 14;
  }

  #reserve(bytes: number): void {
    if (this.#start + bytes <= this.#slab.length) return;
    this.#slab = Buffer.allocUnsafeSlow(Math.max(this.#slabBytes, bytes));
    this.#start = 0;
  }
}

/** The most bytes that one option with a value of `length` bytes takes on the wire. */
export const maxOptionBytes = (length: number): number => MAX_OPTION_HEADER + length;
