/** Observe values are 24 bits wide and wrap (RFC 7641 §3.4). */
const MODULUS = 0x100_0000;
const HALF = 0x80_0000;
/** Notifications further apart than this are in the order of their arrival (RFC 7641 §3.4). */
const MAX_REORDER_MS = 128_000;

/** The Observe value after another. */
export const nextSequence = (value: number): number => (value + 1) % MODULUS;

/**
 * A value to start from. It grows with the clock, so that an observation that is set up anew goes on above where the last
 * one stopped, although nothing about that one is remembered (RFC 7641 §4.4).
 */
export const firstSequence = (nowMs: number): number => Math.floor(nowMs) % MODULUS;

/** A notification's Observe value and when it arrived. */
export interface Arrival {
  readonly sequence: number;
  readonly atMs: number;
}

/**
 * Whether `next` was sent after `last`.
 *
 * @see RFC 7641 §3.4
 */
export function isFresher(next: Arrival, last: Arrival): boolean {
  if (next.atMs > last.atMs + MAX_REORDER_MS) return true;
  const ahead = next.sequence - last.sequence;
  return (ahead > 0 && ahead < HALF) || ahead < -HALF;
}
