import type { WotError } from "@thingwright/errors";

/** One request's time on the wire: ends at the latest when its caller stops waiting. */
export class Turn {
  readonly over: Promise<never>;
  isOver = false;
  #reject: (reason: WotError) => void = ignore;

  constructor() {
    this.over = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.over.catch(ignore);
  }

  end(reason: WotError): void {
    this.isOver = true;
    this.#reject(reason);
  }
}

const ignore = (): void => {};
