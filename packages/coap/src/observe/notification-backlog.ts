import type { CoapResponse } from "../server/response.js";

/** Notifications that wait for the acknowledgement of an earlier one, in order; the oldest makes room. */
export class NotificationBacklog {
  readonly #maxEntries: number;
  /** Made when something has to wait, which is rare. */
  #entries: CoapResponse[] | undefined;

  /** @param maxEntries - 1 keeps the newest alone */
  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  push(response: CoapResponse): void {
    this.#entries ??= [];
    if (this.#entries.length === this.#maxEntries) this.#entries.shift();
    this.#entries.push(response);
  }

  /** The oldest. */
  first(): CoapResponse | undefined {
    return this.#entries?.[0];
  }

  /** The oldest, which is then no longer here. */
  take(): CoapResponse | undefined {
    return this.#entries?.shift();
  }

  clear(): void {
    this.#entries = undefined;
  }
}
