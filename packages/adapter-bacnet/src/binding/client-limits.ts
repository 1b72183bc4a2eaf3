import { limitsFrom, type ReconnectLimits } from "@thingwright/contracts";
import type { StationLimits } from "../protocol/station.js";

/** How far devices, or documents, may make this client go. */
export interface BacnetClientLimits extends StationLimits, ReconnectLimits {
  /** Devices whose address is remembered. */
  readonly maxDevices: number;
  /** Properties that wait to be read from one device; more fail with RequestError WOT_TOO_MANY. */
  readonly maxQueuedReads: number;
  /** Properties observed at a time. */
  readonly maxSubscriptions: number;
  /** Time between two searches for a device that does not answer. */
  readonly whoIsIntervalMs: number;
  /** Lifetime that subscriptions are asked for; they are renewed when half of it is over. */
  readonly covLifetimeMs: number;
  /** Time between two signs of life that a device with subscriptions is asked for. */
  readonly heartbeatMs: number;
  /** Time between two readings of an observed property whose device does not tell changes, where the Form does not say. */
  readonly pollMs: number;
  /** Time for which a BBMD is asked to send broadcasts; half of it later it is asked again. */
  readonly registrationMs: number;
}

export const defaultBacnetClientLimits: BacnetClientLimits = Object.freeze({
  maxDevices: 2_000,
  maxPendingPerDevice: 2,
  maxQueuedRequests: 1_024,
  maxQueuedReads: 20_000,
  maxSubscriptions: 20_000,
  maxSegments: 256,
  apduTimeoutMs: 1_500,
  maxRetransmits: 2,
  whoIsIntervalMs: 1_000,
  covLifetimeMs: 300_000,
  heartbeatMs: 15_000,
  pollMs: 10_000,
  registrationMs: 300_000,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
});

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const bacnetLimitsFrom = (given: Partial<BacnetClientLimits> | undefined): BacnetClientLimits =>
  limitsFrom(defaultBacnetClientLimits, given, ["maxRetransmits"]);
