import { RequestError } from "@thingwright/errors";

/** Requests under way: a bounded number, and one after the other where they share a key. */
export class OutletQueue {
  readonly #maxPending: number;
  readonly #tails = new Map<string, Promise<unknown>>();
  #pending = 0;

  constructor(maxPending: number) {
    this.#maxPending = maxPending;
  }

  /** @throws {RequestError} WOT_TOO_MANY when too many are under way */
  async run<T>(key: string | undefined, request: () => Promise<T>): Promise<T> {
    if (this.#pending >= this.#maxPending) {
      throw new RequestError("WOT_TOO_MANY", `${this.#pending} requests to the device are under way already`);
    }
    this.#pending += 1;
    try {
      return await (key === undefined ? request() : this.#inTurn(key, request));
    } finally {
      this.#pending -= 1;
    }
  }

  async #inTurn<T>(key: string, request: () => Promise<T>): Promise<T> {
    const result = (this.#tails.get(key) ?? Promise.resolve()).then(request);
    const tail = result.then(ignore, ignore);
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}

const ignore = (): void => {};
