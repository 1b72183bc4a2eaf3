/**
 * Bytes that come in chunks, in memory of at most about twice their number however small the chunks are: a peer chooses
 * them, and a buffer for each would cost a hundred times the byte that is in it. A single chunk is not copied.
 */
export class GatheredBytes {
  #bytes: Buffer = none;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    const size = this.#size + chunk.length;
    if (this.#size === 0) this.#bytes = chunk;
    else {
      // The first chunk is exactly full, so what belongs to another is never written to.
      if (size > this.#bytes.length) this.#grow(2 * size);
      chunk.copy(this.#bytes, this.#size);
    }
    this.#size = size;
  }

  /** All of them; they may share memory with what has been added. */
  get whole(): Buffer {
    return this.#size === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#size);
  }

  /** Lets go of all of them. */
  clear(): void {
    this.#bytes = none;
    this.#size = 0;
  }

  #grow(capacity: number): void {
    const bytes = Buffer.allocUnsafeSlow(capacity);
    this.#bytes.copy(bytes, 0, 0, this.#size);
    this.#bytes = bytes;
  }
}

const none = Buffer.alloc(0);
