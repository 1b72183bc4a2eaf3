/** What arrives at its own pace, read at the reader's. Who pushes sees to it that there is not too much. */
export class Arrivals<T> {
  readonly #values: T[] = [];
  #wake: () => void = () => {};

  push(value: T): void {
    this.#values.push(value);
    this.#wake();
  }

  /** Everything, until `signal` aborts. */
  async *until(signal: AbortSignal): AsyncGenerator<T> {
    const wake = (): void => this.#wake();
    signal.addEventListener("abort", wake, { once: true });
    try {
      while (!signal.aborted) {
        const value = this.#values.shift();
        if (value !== undefined) yield value;
        else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }
}
