/** Limits of one bridged device. */
export interface BridgeLimits {
  /** Longest wait for one answer of the device. */
  readonly timeoutMs: number;
  /** Time between two readings of what cannot be observed, where the mapping does not say. */
  readonly pollMs: number;
  /** Longest time between two attempts while the device does not answer; the time doubles up to here. */
  readonly maxRetryMs: number;
  /** Polled values count as known for this many intervals, while a reading takes its time. */
  readonly staleAfterPolls: number;
  /** Writes and invocations under way at a time; more fail with RequestError WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
  /** Requests that are kept for a device that is away or asleep (`map:keepMs`); more fail with WOT_TOO_MANY. */
  readonly maxKeptRequests: number;
  /** Values of one source that are looked at in a second; those that come faster wait. */
  readonly maxValuesPerSecond: number;
  /** Values of one source that wait; past that the oldest give way, and are counted. */
  readonly maxWaitingValues: number;
  /** Characters of what a device says with a refusal that an answer shows; 0 shows none. */
  readonly maxVendorWords: number;
}

export const bridgeLimits: BridgeLimits = {
  timeoutMs: 5_000,
  pollMs: 5_000,
  maxRetryMs: 60_000,
  staleAfterPolls: 3,
  maxPendingRequests: 64,
  maxKeptRequests: 16,
  maxValuesPerSecond: 500,
  maxWaitingValues: 256,
  maxVendorWords: 200,
};
