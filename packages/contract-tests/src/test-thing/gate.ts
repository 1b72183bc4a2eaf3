/** Holds back whoever comes until it is opened. */
export class Gate {
  #open: (() => void) | undefined;
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  passed(): Promise<void> {
    return this.#opened;
  }

  open(): void {
    this.#open?.();
  }
}
