/** Wakes all who wait for something to change. */
export class Notice {
  #waiting: Promise<void> | undefined;
  #wake: () => void = () => {};

  /** Resolves at the next `give`. */
  next(): Promise<void> {
    this.#waiting ??= new Promise((resolve) => {
      this.#wake = resolve;
    });
    return this.#waiting;
  }

  give(): void {
    this.#wake();
    this.#waiting = undefined;
  }
}
