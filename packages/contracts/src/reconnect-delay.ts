/** How long to wait before a lost connection or subscription is tried to get back. */
export interface ReconnectLimits {
  /** Milliseconds before the first attempt; each further one doubles it. */
  readonly minReconnectDelayMs: number;
  /** Most milliseconds between two attempts. */
  readonly maxReconnectDelayMs: number;
}

/**
 * Milliseconds before attempt number `attempt` (from 0): twice as long each time, and spread over the upper half so that
 * not all clients of a peer come back at once.
 *
 * @param random - uniform in [0, 1)
 */
export function reconnectDelayMs(
  attempt: number,
  { minReconnectDelayMs, maxReconnectDelayMs }: ReconnectLimits,
  random: () => number,
): number {
  const longest = Math.min(maxReconnectDelayMs, minReconnectDelayMs * 2 ** Math.min(attempt, 30));
  return Math.round(longest * (0.5 + random() / 2));
}
