import type { Random } from "../../src/index.js";

/** How bad a network is, and how its two ends are set up. */
export interface Conditions {
  /** Probabilities from 0 to 1, see `MemoryNetworkOptions`. */
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly delayMs: number;
  readonly nstart: number;
  readonly maxBlockBytes: number;
}

const BLOCK_BYTES = [64, 256, 1024] as const;

/** Conditions drawn at random: up to half of all datagrams lost, up to half doubled, most overtaken by others. */
export function conditionsOf(random: Random): Conditions {
  return {
    loss: random() * 0.5,
    duplicate: random() * 0.5,
    reorder: random() * 0.9,
    delayMs: Math.floor(random() ** 2 * 2_000),
    nstart: random() < 0.5 ? 1 : 1 + Math.floor(random() * 8),
    maxBlockBytes: BLOCK_BYTES[Math.floor(random() * BLOCK_BYTES.length)]!,
  };
}
