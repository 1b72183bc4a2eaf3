import { limitsFrom, type ReconnectLimits } from "@thingwright/contracts";

/** Limits of the adapter, with their defaults in {@link shellyLimits}. */
export interface ShellyLimits extends ReconnectLimits {
  /** Devices that are offered; further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Components of one device that are looked at; further ones are among its problems. */
  readonly maxComponents: number;
  /** Longest wait for one answer of a device. */
  readonly timeoutMs: number;
  /** Longest message that a device may send over its WebSocket. */
  readonly maxMessageBytes: number;
  /** Time between two signs of life that a silent connection is asked for. */
  readonly pingMs: number;
  /** Time between two readings of a device whose notifications cannot be had. */
  readonly pollMs: number;
}

export const shellyLimits: ShellyLimits = {
  maxDevices: 500,
  maxComponents: 128,
  timeoutMs: 5_000,
  maxMessageBytes: 128 * 1024,
  pingMs: 30_000,
  pollMs: 5_000,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
};

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const shellyLimitsFrom = (given: Partial<ShellyLimits> | undefined): ShellyLimits =>
  limitsFrom(shellyLimits, given);
