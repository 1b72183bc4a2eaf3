import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** S2 and the truncated HMAC of it, which together are an R2. */
const RANDOM_BYTES = 8;
const MAC_BYTES = 8;
const R2_BYTES = RANDOM_BYTES + MAC_BYTES;
const KEY_BYTES = 32;

export interface RenewalNoncesOptions {
  /** The present, in milliseconds. */
  readonly now: () => number;
  /** No R2 is good for longer than this. */
  readonly maxAgeMs: number;
}

/**
 * The random strings R2 that a server puts into ID Contexts, to know by them that a request is newer than its renewal. They
 * are recognised by a key and not kept: recorded requests that are sent again and again take no memory, and drive no R2 out
 * that a client is about to use.
 *
 * @see RFC 8613 §B.2.1
 */
export class RenewalNonces {
  readonly #options: RenewalNoncesOptions;
  #key: Uint8Array | undefined;
  #expiresMs = 0;

  constructor(options: RenewalNoncesOptions) {
    this.#options = options;
  }

  /** A new R2. */
  make(): Uint8Array {
    const random = randomBytes(RANDOM_BYTES);
    return Buffer.concat([random, macOf(random, this.#liveKey() ?? this.#newKey())]);
  }

  /** Whether an ID Context is one of these R2 and a random part of the client. */
  begins(idContext: Uint8Array): boolean {
    const key = this.#liveKey();
    if (key === undefined || idContext.length <= R2_BYTES) return false;
    return timingSafeEqual(macOf(idContext.subarray(0, RANDOM_BYTES), key), idContext.subarray(RANDOM_BYTES, R2_BYTES));
  }

  /** Makes all of them worthless, once one has served. */
  spend(): void {
    this.#key = undefined;
  }

  #liveKey(): Uint8Array | undefined {
    return this.#options.now() < this.#expiresMs ? this.#key : undefined;
  }

  #newKey(): Uint8Array {
    this.#key = randomBytes(KEY_BYTES);
    this.#expiresMs = this.#options.now() + this.#options.maxAgeMs;
    return this.#key;
  }
}

const macOf = (random: Uint8Array, key: Uint8Array): Uint8Array =>
  createHmac("sha256", key).update(random).digest().subarray(0, MAC_BYTES);
