import type { Clock } from "@thingwright/contracts";

/** How long guessing takes. */
export interface ThrottleLimits {
  /** Wrong credentials of one peer for one name that cost it nothing but the refusal. */
  readonly freeFailures: number;
  /** Names with wrong credentials that cost a peer nothing but the refusals. */
  readonly freeNames: number;
  /** Milliseconds without a try after the first failure beyond; each further failure doubles them. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Milliseconds after the last failure that all is forgotten. */
  readonly forgetAfterMs: number;
  /**
   * Passwords of one peer for one name that are being looked at, while none has been wrong; afterwards no more than the free
   * failures that are left, and one when none is.
   */
  readonly maxPending: number;
  /** Peers and names of peers that are remembered; those that failed longest ago give way. */
  readonly maxTracked: number;
}

export const defaultThrottleLimits: ThrottleLimits = Object.freeze({
  freeFailures: 5,
  freeNames: 50,
  firstDelayMs: 1_000,
  maxDelayMs: 5 * 60_000,
  forgetAfterMs: 15 * 60_000,
  maxPending: 100,
  maxTracked: 10_000,
});

interface Failures {
  count: number;
  lastAt: number;
  blockedUntil: number;
}

/**
 * Slows down whoever guesses credentials. A name is counted for each peer that tries it, so that nobody can lock a user
 * out who comes from elsewhere. A peer is slowed down as a whole for the number of names that it tries, not for one that it
 * tries again and again: others may come from the same address.
 */
export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  /** The latest failure last. */
  readonly #failures = new Map<string, Failures>();
  /** How many attempts for a name of a peer have no outcome yet. */
  readonly #pending = new Map<string, number>();

  constructor(limits: ThrottleLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Whether there is nobody to slow down. */
  get isIdle(): boolean {
    return this.#failures.size === 0 && this.#pending.size === 0;
  }

  /** Milliseconds until `peer` may try `name` again; 0 when it may now. */
  waitMs(peer: string, name: string): number {
    const key = keyOf(peer, name);
    const waitMs = Math.max(this.#waitOf(peer), this.#waitOf(key));
    if (waitMs > 0) return waitMs;
    return (this.#pending.get(key) ?? 0) < this.#mostPending(key) ? 0 : this.#limits.firstDelayMs;
  }

  /** Counts an attempt as pending until `outcome` is there: each of those may be one more wrong guess. */
  began(peer: string, name: string, outcome: Promise<unknown>): void {
    const key = keyOf(peer, name);
    this.#pending.set(key, (this.#pending.get(key) ?? 0) + 1);
    const ended = (): void => {
      const left = (this.#pending.get(key) ?? 1) - 1;
      if (left === 0) this.#pending.delete(key);
      else this.#pending.set(key, left);
    };
    outcome.then(ended, ended);
  }

  failed(peer: string, name: string): void {
    const isFirst = this.#count(keyOf(peer, name), this.#limits.freeFailures) === 1;
    if (isFirst) this.#count(peer, this.#limits.freeNames);
  }

  /** Forgets the failures of `name`; not those of its peer, who may have one good name among those it guesses. */
  succeeded(peer: string, name: string): void {
    this.#failures.delete(keyOf(peer, name));
  }

  #waitOf(key: string): number {
    const failures = this.#failures.get(key);
    return failures === undefined ? 0 : Math.max(0, failures.blockedUntil - this.#clock.now());
  }

  #mostPending(key: string): number {
    const { freeFailures, maxPending } = this.#limits;
    const count = this.#countOf(key);
    return count === 0 ? maxPending : Math.max(1, Math.min(maxPending, freeFailures + 1 - count));
  }

  /** Failures that are not forgotten. */
  #countOf(key: string): number {
    const failures = this.#failures.get(key);
    if (failures === undefined || this.#clock.now() - failures.lastAt > this.#limits.forgetAfterMs) return 0;
    return failures.count;
  }

  /** The number of failures, with this one. */
  #count(key: string, free: number): number {
    const now = this.#clock.now();
    const { firstDelayMs, maxDelayMs, maxTracked } = this.#limits;
    const count = this.#countOf(key) + 1;
    const delayMs = count <= free ? 0 : Math.min(maxDelayMs, firstDelayMs * 2 ** (count - free - 1));
    this.#failures.delete(key);
    if (this.#failures.size >= maxTracked) this.#failures.delete(this.#failures.keys().next().value ?? "");
    this.#failures.set(key, { count, lastAt: now, blockedUntil: now + delayMs });
    return count;
  }
}

/** No address has a line break. */
const keyOf = (peer: string, name: string): string => `${peer}\n${name}`;
