import type { Clock } from "@thingwright/contracts";

/** How long guessing takes. */
export interface ThrottleLimits {
  /** Wrong credentials of one peer for one name that cost it nothing but the refusal. */
  readonly freeFailures: number;
  /** The same for all names together that one peer tries. */
  readonly freePeerFailures: number;
  /** Milliseconds without a try after the first failure beyond; each further failure doubles them. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Milliseconds after the last failure that all is forgotten. */
  readonly forgetAfterMs: number;
  /** Peers and names of peers that are remembered; those that failed longest ago give way. */
  readonly maxTracked: number;
}

export const defaultThrottleLimits: ThrottleLimits = Object.freeze({
  freeFailures: 5,
  freePeerFailures: 50,
  firstDelayMs: 1_000,
  maxDelayMs: 5 * 60_000,
  forgetAfterMs: 15 * 60_000,
  maxTracked: 10_000,
});

interface Failures {
  count: number;
  lastAt: number;
  blockedUntil: number;
}

/**
 * Slows down whoever guesses credentials. A name is counted for each peer that tries it, so that nobody can lock a user
 * out who comes from elsewhere.
 */
export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  /** The latest failure last. */
  readonly #failures = new Map<string, Failures>();

  constructor(limits: ThrottleLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Milliseconds until `peer` may try `name` again; 0 when it may now. */
  waitMs(peer: string, name: string): number {
    if (this.#failures.size === 0) return 0;
    return Math.max(this.#waitOf(peer), this.#waitOf(keyOf(peer, name)));
  }

  failed(peer: string, name: string): void {
    this.#count(peer, this.#limits.freePeerFailures);
    this.#count(keyOf(peer, name), this.#limits.freeFailures);
  }

  /** Forgets the failures of `name`; not those of its peer, who may have one good name among those it guesses. */
  succeeded(peer: string, name: string): void {
    if (this.#failures.size > 0) this.#failures.delete(keyOf(peer, name));
  }

  #waitOf(key: string): number {
    const failures = this.#failures.get(key);
    return failures === undefined ? 0 : Math.max(0, failures.blockedUntil - this.#clock.now());
  }

  #count(key: string, free: number): void {
    const now = this.#clock.now();
    const { firstDelayMs, maxDelayMs, forgetAfterMs, maxTracked } = this.#limits;
    const before = this.#failures.get(key);
    const count = before === undefined || now - before.lastAt > forgetAfterMs ? 1 : before.count + 1;
    const delayMs = count <= free ? 0 : Math.min(maxDelayMs, firstDelayMs * 2 ** (count - free - 1));
    this.#failures.delete(key);
    if (this.#failures.size >= maxTracked) this.#failures.delete(this.#failures.keys().next().value ?? "");
    this.#failures.set(key, { count, lastAt: now, blockedUntil: now + delayMs });
  }
}

/** No address has a line break. */
const keyOf = (peer: string, name: string): string => `${peer}\n${name}`;
