import { limitsFrom } from "@thingwright/contracts";

/** Limits of the adapter, with their defaults in {@link hueLimits}. */
export interface HueLimits {
  /** Resources of a bridge that are looked at; further ones are among the problems. */
  readonly maxResources: number;
  /** Longest wait for one answer of the bridge. */
  readonly timeoutMs: number;
  /** Time between two readings of everything while the event stream cannot be had. */
  readonly pollMs: number;
  /** Time between two readings of a bridge that has CLIP API v1 alone. */
  readonly readMs: number;
  /** Time in which changes of what there is are gathered before it is described anew. */
  readonly settleMs: number;
  /** Longest wait for the link button. */
  readonly pairTimeoutMs: number;
}

export const hueLimits: HueLimits = {
  maxResources: 4_000,
  timeoutMs: 5_000,
  pollMs: 10_000,
  readMs: 1_000,
  settleMs: 1_000,
  pairTimeoutMs: 30_000,
};

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const hueLimitsFrom = (given: Partial<HueLimits> | undefined): HueLimits => limitsFrom(hueLimits, given);
