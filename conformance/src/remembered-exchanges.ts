import type { Exchange, ProbeRequest } from "./http/exchange.js";
import type { Ask } from "./subject.js";

/** Most bytes of bodies that are remembered; beyond them the oldest are forgotten, and asked for again. */
export const maxRememberedBytes = 64 * 1024 * 1024;

/** Asks each question once, as long as its answer is remembered. */
export class RememberedExchanges implements Ask {
  readonly #send: (request: ProbeRequest) => Promise<Exchange>;
  readonly #maxBytes: number;
  readonly #known = new Map<string, Exchange>();
  #bytes = 0;

  constructor(send: (request: ProbeRequest) => Promise<Exchange>, maxBytes: number = maxRememberedBytes) {
    this.#send = send;
    this.#maxBytes = maxBytes;
  }

  readonly ask = async (request: ProbeRequest): Promise<Exchange> => {
    const key = JSON.stringify([request.method, request.url, request.headers]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const exchange = await this.#send(request);
    this.#known.set(key, exchange);
    this.#bytes += sizeOf(exchange);
    this.#forget();
    return exchange;
  };

  readonly askAgain = (request: ProbeRequest): Promise<Exchange> => this.#send(request);

  #forget(): void {
    for (const [key, exchange] of this.#known) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#known.delete(key);
      this.#bytes -= sizeOf(exchange);
    }
  }
}

/** What an answer without a body counts for: it has fields, and takes a place. */
const fixedBytes = 1_024;

const sizeOf = ({ response }: Exchange): number => fixedBytes + (response?.body.byteLength ?? 0);
