/**
 * Bytes that come in chunks, in memory of at most about twice their number however small the chunks are: a peer chooses
 * them, and a buffer for each would cost a hundred times the byte that is in it. A single chunk is not copied.
 */
export class GatheredBytes {
  #bytes: Uint8Array = none;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(chunk: Uint8Array): void {
    const size = this.#size + chunk.length;
    if (this.#size === 0) this.#bytes = chunk;
    else {
      // The first chunk is exactly full, so what belongs to another is never written to.
      if (size > this.#bytes.length) this.#grow(2 * size);
      this.#bytes.set(chunk, this.#size);
    }
    this.#size = size;
  }

  /** All of them; they may share memory with what has been added. */
  get whole(): Uint8Array {
    return this.#size === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#size);
  }

  /** Lets go of all of them. */
  clear(): void {
    this.#bytes = none;
    this.#size = 0;
  }

  #grow(capacity: number): void {
    const bytes = new Uint8Array(capacity);
    bytes.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = bytes;
  }
}

const none = new Uint8Array(0);
