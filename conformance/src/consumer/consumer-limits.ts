import { positiveInteger } from "../wire/probe-limits.js";

/** Limits of what a client under test may do. */
export interface ConsumerLimits {
  /** Longest wait for the reply to a command; default 10 000. */
  readonly replyTimeoutMs: number;
  /** Longest wait for a request that is to come by itself, a message to be passed on, or a connection to end; default 5000. */
  readonly arrivalTimeoutMs: number;
  /** Longest body that the probe Thing takes; default 1 MiB. */
  readonly maxArrivalBytes: number;
  /** Most requests that the probe Thing keeps of one trial; default 100. */
  readonly maxArrivals: number;
}

export const defaultConsumerLimits: ConsumerLimits = {
  replyTimeoutMs: 10_000,
  arrivalTimeoutMs: 5_000,
  maxArrivalBytes: 1024 * 1024,
  maxArrivals: 100,
};

/** The defaults with what is given. @throws {UsageError} WOT_RANGE when one is no positive integer */
export function consumerLimits(given: Partial<ConsumerLimits>): ConsumerLimits {
  const limits = { ...defaultConsumerLimits, ...given };
  for (const [name, value] of Object.entries(limits)) positiveInteger(name, value);
  return limits;
}
