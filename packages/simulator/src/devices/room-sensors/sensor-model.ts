import type { Random } from "../../random.js";
import type { RoomState } from "../../room/room.js";
import type { SensorSettings, SettingRule } from "./sensor-settings.js";

/** What a sensor has at hand when it measures. */
export interface Measurement {
  readonly room: RoomState;
  readonly nowMs: number;
  readonly settings: SensorSettings;
  readonly random: Random;
}

/** One model of sensor: what it measures and what can be set. An instance belongs to one sensor. */
export interface SensorModel {
  /** `climate-sensor`, `occupancy-sensor`, … */
  readonly kind: string;
  /** Simulated time between two reports. */
  readonly reportEveryMs: number;
  /** A change of one of these fields is reported at once. */
  readonly reportsChangeOf: readonly string[];
  readonly rules: ReadonlyMap<string, SettingRule>;
  /** The vendor's fields, in its units. */
  measure(measurement: Measurement): Record<string, unknown>;
}

/** A measured value as a vendor rounds it. */
export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
