import { limitsFrom, type ReconnectLimits } from "@thingwright/contracts";

/** Limits of the adapter, with their defaults in {@link modbusAdapterLimits}. */
export interface ModbusAdapterLimits extends ReconnectLimits {
  /** Devices that are offered; further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Longest wait for each answer by which a device is recognized. */
  readonly recognitionTimeoutMs: number;
  /** Unit ids, from 1, that are asked at a host that is searched. */
  readonly maxScannedUnits: number;
  /** Longest wait for each answer of a unit that may not be there. */
  readonly scanTimeoutMs: number;
}

export const modbusAdapterLimits: ModbusAdapterLimits = {
  maxDevices: 1_000,
  recognitionTimeoutMs: 1_000,
  maxScannedUnits: 16,
  scanTimeoutMs: 250,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
};

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const modbusAdapterLimitsFrom = (given: Partial<ModbusAdapterLimits> | undefined): ModbusAdapterLimits =>
  limitsFrom(modbusAdapterLimits, given);
