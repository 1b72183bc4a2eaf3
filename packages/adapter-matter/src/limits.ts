import { limitsFrom } from "@thingwright/contracts";

/** Limits of the adapter, with their defaults in {@link matterLimits}. */
export interface MatterLimits {
  /** Devices that are offered, bridged ones included; further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Time in which changes of what a node has are gathered before it is described anew. */
  readonly settleMs: number;
  /** Longest wait until a device has been found and commissioned. */
  readonly commissionTimeoutMs: number;
  /** Longest wait until a node has been told that it leaves. */
  readonly decommissionTimeoutMs: number;
}

export const matterLimits: MatterLimits = Object.freeze({
  maxDevices: 1_000,
  settleMs: 500,
  commissionTimeoutMs: 180_000,
  decommissionTimeoutMs: 30_000,
});

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const matterLimitsFrom = (given: Partial<MatterLimits> | undefined): MatterLimits =>
  limitsFrom(matterLimits, given);
