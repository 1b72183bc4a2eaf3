import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Clock } from "@thingwright/contracts";
import { equalSecrets } from "../../credentials/equal-secrets.js";

export interface NonceLimits {
  /** Milliseconds for which a nonce is good. */
  readonly nonceLifetimeMs: number;
  /** Nonces in use whose counts are remembered; the oldest give way, and become stale. */
  readonly maxNonces: number;
  /** How far a count may come behind the highest: requests of one client overtake each other. */
  readonly nonceWindow: number;
}

export const defaultNonceLimits: NonceLimits = Object.freeze({
  nonceLifetimeMs: 5 * 60_000,
  maxNonces: 10_000,
  nonceWindow: 256,
});

/** One use of a nonce. */
export interface NonceUse {
  readonly nonce: string;
  readonly count: number;
}

/** Counts of one nonce that requests have used. */
interface Uses {
  readonly issuedAt: number;
  highest: number;
  readonly recent: Set<number>;
}

/**
 * The nonces of one server. A nonce carries the time of its making and proves by a MAC who made it: one that nobody uses
 * costs no memory. One in use is remembered with its counts, so that no request can be played back.
 *
 * @see RFC 7616 §3.3, §5.5
 */
export class Nonces {
  readonly #limits: NonceLimits;
  readonly #clock: Clock;
  readonly #random: (length: number) => Uint8Array;
  readonly #secret: Uint8Array;
  /** In the order of their first use. */
  readonly #used = new Map<string, Uses>();
  /** What messages have used: a WeakMap, so that they go with them. */
  readonly #messages = new WeakMap<object, string>();
  /** Nonces up to this time have been forgotten with their counts. */
  #forgottenUntil = Number.NEGATIVE_INFINITY;

  /** @param random - that many bytes that nobody can guess */
  constructor(limits: NonceLimits, clock: Clock, random: (length: number) => Uint8Array) {
    this.#limits = limits;
    this.#clock = clock;
    this.#random = random;
    this.#secret = random(32);
  }

  /** A new nonce. */
  issue(): string {
    const body = `${this.#clock.now().toString(36)}.${bytesToHex(this.#random(16))}`;
    return `${body}.${this.#mac(body)}`;
  }

  /**
   * Whether the nonce is one of ours and neither too old nor used with this count before, except for the same message.
   *
   * @param message - what the nonce came with: a request that several rules look at, or what opened a connection
   */
  isFresh({ nonce, count }: NonceUse, message: object | undefined): boolean {
    if (message !== undefined && this.#messages.get(message) === `${nonce} ${count}`) return true;
    const issuedAt = this.#issuedAt(nonce);
    if (count <= 0 || issuedAt === undefined || issuedAt <= this.#forgottenUntil) return false;
    if (this.#clock.now() - issuedAt > this.#limits.nonceLifetimeMs) return false;
    const uses = this.#used.get(nonce);
    return uses === undefined || (count > uses.highest - this.#limits.nonceWindow && !uses.recent.has(count));
  }

  /** Remembers that a fresh nonce was used with this count. */
  use({ nonce, count }: NonceUse, message: object | undefined): void {
    if (message !== undefined) this.#messages.set(message, `${nonce} ${count}`);
    const uses = this.#used.get(nonce) ?? this.#remember(nonce);
    uses.recent.add(count);
    if (count > uses.highest) uses.highest = count;
    if (uses.recent.size <= 2 * this.#limits.nonceWindow) return;
    for (const each of uses.recent) if (each <= uses.highest - this.#limits.nonceWindow) uses.recent.delete(each);
  }

  #remember(nonce: string): Uses {
    if (this.#used.size >= this.#limits.maxNonces) this.#forgetOldest();
    const uses: Uses = { issuedAt: this.#issuedAt(nonce) ?? 0, highest: 0, recent: new Set() };
    this.#used.set(nonce, uses);
    return uses;
  }

  #forgetOldest(): void {
    for (const [nonce, { issuedAt }] of this.#used) {
      this.#used.delete(nonce);
      this.#forgottenUntil = Math.max(this.#forgottenUntil, issuedAt);
      return;
    }
  }

  #issuedAt(nonce: string): number | undefined {
    const end = nonce.lastIndexOf(".");
    const body = nonce.slice(0, Math.max(0, end));
    if (end < 0 || !equalSecrets(nonce.slice(end + 1), this.#mac(body))) return undefined;
    return Number.parseInt(body, 36);
  }

  #mac(body: string): string {
    return bytesToHex(hmac(sha256, this.#secret, utf8ToBytes(body)).subarray(0, 16));
  }
}
