import type { BindingClientLimits } from "./client-limits.js";

/**
 * Milliseconds before attempt number `attempt` (from 0) to get a lost observation back: twice as long each time, and
 * spread over the upper half so that not all clients of a peer come back at once.
 *
 * @param random - uniform in [0, 1)
 */
export function reconnectDelayMs(
  attempt: number,
  { minReconnectMs, maxReconnectMs }: Pick<BindingClientLimits, "minReconnectMs" | "maxReconnectMs">,
  random: () => number,
): number {
  const longest = Math.min(maxReconnectMs, minReconnectMs * 2 ** Math.min(attempt, 30));
  return Math.round(longest * (0.5 + random() / 2));
}
