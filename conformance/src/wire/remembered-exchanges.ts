/** Most bytes of answers that are remembered; beyond them the oldest are forgotten, and asked for again. */
export const maxRememberedBytes = 64 * 1024 * 1024;

/** Remembers the exchanges of a wire, so that a Thing is asked no more than needed. */
export class RememberedExchanges<E> {
  readonly #sizeOf: (exchange: E) => number;
  readonly #maxBytes: number;
  readonly #known = new Map<string, Promise<E>>();
  readonly #sizes = new Map<string, number>();
  #bytes = 0;

  /** @param sizeOf - how many bytes an exchange counts for */
  constructor(sizeOf: (exchange: E) => number, maxBytes: number = maxRememberedBytes) {
    this.#sizeOf = sizeOf;
    this.#maxBytes = maxBytes;
  }

  /** What came of `key` before, also when it is still on its way; `send` brings it when nothing did. */
  ask(key: string, send: () => Promise<E>): Promise<E> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const pending = send();
    this.#known.set(key, pending);
    return pending.then((exchange) => {
      this.#keep(key, pending, this.#sizeOf(exchange));
      return exchange;
    });
  }

  /** Forgets everything: something has changed. */
  clear(): void {
    this.#known.clear();
    this.#sizes.clear();
    this.#bytes = 0;
  }

  #keep(key: string, pending: Promise<E>, size: number): void {
    if (this.#known.get(key) !== pending) return;
    this.#sizes.set(key, size);
    this.#bytes += size;
    for (const [oldest, bytes] of this.#sizes) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#known.delete(oldest);
      this.#sizes.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
