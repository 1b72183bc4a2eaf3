import { pause } from "../wire/pause.js";
import type { Pace } from "../wire/wire.js";

/** Most requests in a second to one address. */
export const defaultRequestsPerSecond = 100;

/**
 * A Pace of so many requests a second for each address: as many go at once after a rest, then one at a time.
 *
 * @param now - milliseconds
 */
export function steadyPace(requestsPerSecond: number, now: () => number): Pace {
  const gapMs = 1_000 / requestsPerSecond;
  /** When the next request of an address would go if none might go early. */
  const nextMs = new Map<string, number>();
  return {
    async turn(address, signal) {
      const nowMs = now();
      const dueMs = Math.max(nextMs.get(address) ?? -Infinity, nowMs - 1_000 + gapMs);
      nextMs.set(address, dueMs + gapMs);
      if (dueMs > nowMs) await pause(dueMs - nowMs, signal);
    },
  };
}
