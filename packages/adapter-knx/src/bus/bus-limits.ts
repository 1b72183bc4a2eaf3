import { limitsFrom } from "@thingwright/contracts";
import { type TunnelLimits, tunnelLimits } from "../ip/tunnel-limits.js";
import type { QueueLimits } from "./telegram-queue.js";

/** How far a bus, or a document, may make this go. */
export interface BusLimits extends QueueLimits, TunnelLimits {
  /** Ways onto buses that are open at a time. */
  readonly maxConnections: number;
  /** Properties and events observed at a time, of all buses. */
  readonly maxSubscriptions: number;
  /** Until a device has answered a question. */
  readonly readTimeoutMs: number;
  /** Wait for the telegram of a status after a write; then the status is asked for. */
  readonly statusWaitMs: number;
  /** An address that is observed and says nothing for so long is asked. */
  readonly maxSilenceMs: number;
  /** A way onto a bus that nobody uses is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly minReconnectDelayMs: number;
  readonly maxReconnectDelayMs: number;
}

export const defaultBusLimits: BusLimits = Object.freeze({
  ...tunnelLimits,
  maxConnections: 16,
  maxSubscriptions: 65_536,
  maxTelegramsPerSecond: 20,
  maxQueuedTelegrams: 256,
  readTimeoutMs: 2_000,
  statusWaitMs: 500,
  maxSilenceMs: 3_600_000,
  idleTimeoutMs: 60_000,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
});

/** @throws {UsageError} WOT_RANGE */
export const busLimitsFrom = (given: Partial<BusLimits> | undefined): BusLimits => limitsFrom(defaultBusLimits, given);
