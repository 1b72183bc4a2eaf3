import { randomFillSync } from "node:crypto";

/** Uniform in [0, 1). Message IDs, tokens and timeouts come from it. */
export type Random = () => number;

/**
 * A `Random` that an attacker who sees some of its numbers cannot continue; tokens over plain UDP depend on that
 * (RFC 7252 §5.3.1). Draws from a pool, so that a number costs nanoseconds.
 */
export function secureRandom(): Random {
  const pool = new Uint32Array(1024);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    return pool[next++]! / 0x1_0000_0000;
  };
}

/** A repeatable `Random` for tests: the same seed gives the same numbers (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
