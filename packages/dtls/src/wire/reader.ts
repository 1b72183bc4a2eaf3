import { HandshakeFault } from "../alert/alert.js";

/** Reads the presentation language of TLS (RFC 5246 §4). Whatever is not there is a `decode_error`. */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  uint8(): number {
    return this.bytes(1)[0]!;
  }

  uint16(): number {
    return this.bytes(2).readUInt16BE(0);
  }

  uint24(): number {
    return this.bytes(3).readUIntBE(0, 3);
  }

  /** The next `length` bytes: a view, no copy. */
  bytes(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new HandshakeFault("decode_error", "a handshake message ends too early");
    const found = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return found;
  }

  vector8(): Buffer {
    return this.bytes(this.uint8());
  }

  vector16(): Buffer {
    return this.bytes(this.uint16());
  }

  vector24(): Buffer {
    return this.bytes(this.uint24());
  }

  /** The numbers in a vector of 16-bit numbers. */
  uint16s(): readonly number[] {
    const bytes = this.vector16();
    if (bytes.length % 2 !== 0) throw new HandshakeFault("decode_error", "a list of numbers has an odd length");
    return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16BE(2 * i));
  }

  rest(): Buffer {
    return this.bytes(this.#bytes.length - this.#at);
  }

  /** @throws {HandshakeFault} decode_error when something is left */
  end(): void {
    if (!this.isAtEnd) throw new HandshakeFault("decode_error", "a handshake message has bytes after its end");
  }
}
