/** Uniform numbers in [0, 1). */
export type Random = () => number;

/** A small generator: the same seed gives the same sequence on every machine. Not for secrets. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A seed for one part of a simulation. Each device draws from its own sequence, so that adding a device changes
 * nothing for the others.
 */
export function derivedSeed(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < label.length; index += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** Roughly normal noise of mean 0: the sum of twelve uniform draws has variance 1. */
export function noise(random: Random, standardDeviation: number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random();
  return sum * standardDeviation;
}
