import type { StreamExchange } from "./stream-exchange.js";

/** Pings with the Custody Option that may wait at a time; further ones are answered without it. */
const MAX_WAITING = 16;

interface Waiting {
  readonly token: Uint8Array;
  readonly exchanges: Set<StreamExchange>;
}

/**
 * Pings that are to be answered once every request before them has its answer.
 *
 * @see RFC 8323 §5.4.1
 */
export class Custody {
  readonly #waiting: Waiting[] = [];

  /** Whether one more may wait. */
  get hasRoom(): boolean {
    return this.#waiting.length < MAX_WAITING;
  }

  /** Keeps a Ping until the exchanges that are open now are over. */
  keep(token: Uint8Array, open: ReadonlySet<StreamExchange>): void {
    this.#waiting.push({ token, exchanges: new Set(open) });
  }

  /** An exchange is over; the tokens of the Pings that waited for nothing else, in their order. */
  settle(exchange: StreamExchange): readonly Uint8Array[] {
    for (const { exchanges } of this.#waiting) exchanges.delete(exchange);
    const settled: Uint8Array[] = [];
    while (this.#waiting[0]?.exchanges.size === 0) settled.push(this.#waiting.shift()!.token);
    return settled;
  }
}
