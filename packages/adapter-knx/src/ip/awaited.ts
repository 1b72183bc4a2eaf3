import { type Clock, type Patience, within } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: WotError) => void;
}

/** An answer that somebody waits for; of several who wait, the last has it. */
export class Awaited<T> {
  readonly #clock: Clock;
  #settle: Settle<T> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What `came` brings. @throws {TimeoutError} WOT_TIMEOUT; AbortError; or what `failed` brings */
  async next(patience: Patience): Promise<T> {
    let own: Settle<T> | undefined;
    const answer = new Promise<T>((resolve, reject) => {
      own = { resolve, reject };
    });
    this.#settle = own;
    try {
      return await within(answer, patience, this.#clock);
    } finally {
      if (this.#settle === own) this.#settle = undefined;
    }
  }

  came(value: T): void {
    this.#settle?.resolve(value);
  }

  failed(error: WotError): void {
    this.#settle?.reject(error);
  }
}
