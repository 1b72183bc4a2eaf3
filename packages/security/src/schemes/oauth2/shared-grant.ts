import { abortedBy } from "@thingwright/contracts";
import type { AccessToken } from "./access-token.js";

/** A grant on its way, for everybody who waits for the same token. It is given up when nobody does any longer. */
export class SharedGrant {
  readonly result: Promise<AccessToken>;
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(run: (signal: AbortSignal) => Promise<AccessToken>) {
    this.result = run(this.#controller.signal);
  }

  /** The token, unless `signal` aborts first. Who brings no signal waits to the end. */
  join(signal: AbortSignal | undefined): Promise<AccessToken> {
    this.#waiting++;
    if (signal === undefined) return this.result;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(abortedBy(signal));
        if (--this.#waiting === 0) this.#controller.abort();
      };
      if (signal.aborted) return leave();
      signal.addEventListener("abort", leave, { once: true });
      this.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }
}
