/** A bounded queue from one producer to one consumer. When it is full the oldest entry makes room: the newest state counts. */
export class NotificationQueue<T> implements AsyncIterableIterator<T> {
  readonly #maxEntries: number;
  readonly #onReturn: () => void;
  readonly #entries: T[] = [];
  readonly #takers: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }[] = [];
  #end: { readonly error?: unknown } | undefined;

  /** @param onReturn - the consumer left its loop */
  constructor(maxEntries: number, onReturn: () => void) {
    this.#maxEntries = Math.max(1, maxEntries);
    this.#onReturn = onReturn;
  }

  push(entry: T): void {
    if (this.#end !== undefined) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker.resolve({ done: false, value: entry });
      return;
    }
    if (this.#entries.length >= this.#maxEntries) this.#entries.shift();
    this.#entries.push(entry);
  }

  /** Nothing follows what is queued; then the consumer's loop ends, or throws `error` once. */
  end(error?: unknown): void {
    if (this.#end !== undefined) return;
    this.#end = error === undefined ? {} : { error };
    const takers = this.#takers.splice(0);
    const [first] = takers;
    if (first !== undefined && error !== undefined) {
      this.#end = {};
      takers.shift()?.reject(error);
    }
    for (const taker of takers) taker.resolve({ done: true, value: undefined });
  }

  async next(): Promise<IteratorResult<T>> {
    const entry = this.#entries.shift();
    if (entry !== undefined) return { done: false, value: entry };
    if (this.#end === undefined) return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
    const { error } = this.#end;
    this.#end = {};
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<T>> {
    this.#entries.length = 0;
    this.end();
    this.#onReturn();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
