/** A Confirmable or Non-confirmable message that came in, remembered so that its duplicates can be told. */
export interface IncomingExchange {
  readonly receivedAtMs: number;
  readonly fingerprint: number;
  /** What the message layer answered; sent again to a duplicate. */
  reply: Uint8Array | undefined;
  /** Whether the message was sent to a multicast group. */
  isGroup: boolean;
}

/**
 * Remembers incoming messages by peer and Message ID for EXCHANGE_LIFETIME.
 *
 * Holds two generations of at most `maxExchanges / 2` each: when the younger is full the older is dropped at once, so
 * forgetting costs nothing per message. Under more load than that the memory gets shorter, never larger.
 *
 * @see RFC 7252 §4.5
 */
export class ExchangeCache {
  readonly #lifetimeMs: number;
  readonly #generationSize: number;
  #young = new Map<number, IncomingExchange>();
  #old = new Map<number, IncomingExchange>();
  #youngSinceMs = Number.NEGATIVE_INFINITY;

  constructor(lifetimeMs: number, maxExchanges: number) {
    this.#lifetimeMs = lifetimeMs;
    this.#generationSize = Math.max(1, Math.floor(maxExchanges / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /**
   * The exchange that a message repeats, if it does. A message with a known Message ID but other content is no repeat:
   * its sender has come round to that Message ID early, and must not get the answer to another request.
   */
  find(key: number, fingerprint: number, nowMs: number): IncomingExchange | undefined {
    const exchange = this.#young.get(key) ?? this.#old.get(key);
    if (exchange === undefined || exchange.fingerprint !== fingerprint) return undefined;
    return nowMs - exchange.receivedAtMs < this.#lifetimeMs ? exchange : undefined;
  }

  /** Remembers a new message. */
  add(key: number, fingerprint: number, nowMs: number): IncomingExchange {
    if (this.#young.size >= this.#generationSize || nowMs - this.#youngSinceMs >= this.#lifetimeMs) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngSinceMs = nowMs;
    }
    const exchange: IncomingExchange = { receivedAtMs: nowMs, fingerprint, reply: undefined, isGroup: false };
    this.#young.set(key, exchange);
    return exchange;
  }
}

/** A 32-bit FNV-1a hash of a datagram. */
export function fingerprintOf(datagram: Uint8Array): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < datagram.length; i++) hash = Math.imul(hash ^ datagram[i]!, 0x01000193);
  return hash;
}
