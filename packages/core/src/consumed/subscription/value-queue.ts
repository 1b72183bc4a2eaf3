import { UsageError } from "@thingwright/errors";

interface Reader<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: unknown): void;
}

/**
 * Values that arrive at their own pace, read by `for await` at the reader's.
 *
 * Holds at most `maxQueued` values: past that the oldest give way, and `missed` counts them.
 */
export class ValueQueue<T> implements AsyncIterableIterator<T>, AsyncDisposable {
  /** How many values gave way because the reader was slow. */
  missed = 0;
  readonly #maxQueued: number;
  readonly #onReturn: () => Promise<void>;
  readonly #values: T[] = [];
  readonly #waiting: Reader<T>[] = [];
  #end: { readonly error?: unknown } | undefined;

  /**
   * @param maxQueued - at least 1
   * @param onReturn - ends what brings the values; called when the reader wants no more, possibly several times
   * @throws {UsageError} WOT_RANGE
   */
  constructor(maxQueued: number, onReturn: () => Promise<void>) {
    if (!(maxQueued >= 1)) throw new UsageError("WOT_RANGE", "maxQueued must be at least 1");
    this.#maxQueued = maxQueued;
    this.#onReturn = onReturn;
  }

  push(value: T): void {
    if (this.#end !== undefined) return;
    const reader = this.#waiting.shift();
    if (reader !== undefined) {
      reader.resolve({ done: false, value });
      return;
    }
    if (this.#values.length >= this.#maxQueued) {
      this.#values.shift();
      this.missed += 1;
    }
    this.#values.push(value);
  }

  /** No more values; those that wait are still read. */
  end(): void {
    if (this.#end !== undefined) return;
    this.#end = {};
    this.#dismiss();
  }

  /** No more values; the reader gets `error`, once, after those that wait. */
  fail(error: unknown): void {
    if (this.#end !== undefined) return;
    const reader = this.#waiting.shift();
    this.#end = reader === undefined ? { error } : {};
    reader?.reject(error);
    this.#dismiss();
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#values.length > 0) return Promise.resolve({ done: false, value: this.#values.shift() as T });
    if (this.#end === undefined) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    if (!("error" in this.#end)) return Promise.resolve({ done: true, value: undefined });
    const { error } = this.#end;
    this.#end = {};
    return Promise.reject(error);
  }

  /** Ends what brings the values and forgets those that wait. */
  async return(): Promise<IteratorResult<T>> {
    this.#values.length = 0;
    this.#end = {};
    this.#dismiss();
    await this.#onReturn();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Those that still wait for a value wait for nothing. */
  #dismiss(): void {
    for (const reader of this.#waiting.splice(0)) reader.resolve({ done: true, value: undefined });
  }
}
