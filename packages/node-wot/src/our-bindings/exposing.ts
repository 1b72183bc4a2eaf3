/**
 * The time until the Forms of a server are written into a Thing. Their core knows a subscription by its Form: one that the server makes before
 * that, as one for MQTT does, waits for it.
 */
export class Exposing {
  readonly over: Promise<void>;
  #end: () => void = () => {};
  #isOver = false;

  constructor() {
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    this.#end();
  }
}
