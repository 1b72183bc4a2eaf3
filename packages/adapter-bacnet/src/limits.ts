import { limitsFrom } from "@thingwright/contracts";
import type { SurveyLimits } from "./survey/take-survey.js";

/** Limits of the adapter; those of the binding are beside them. */
export interface BacnetLimits extends SurveyLimits {
  /** Devices that are offered; further ones are listed as unoffered. */
  readonly maxOfferedDevices: number;
  /** Devices that are looked at, for the first time or again, at a time. */
  readonly maxSurveys: number;
  /** How long the adapter waits for devices to say who they are before it is there. */
  readonly searchMs: number;
  /** Longest wait, after that, until all that answered are offered. */
  readonly startTimeoutMs: number;
  /** Time between two searches for devices that have come. */
  readonly searchIntervalMs: number;
  /** Time between two looks at whether a device has become another one. */
  readonly lookIntervalMs: number;
  /** Longest wait for one answer while a device is looked at. */
  readonly surveyTimeoutMs: number;
  /** Time between two readings of the commands that an object has got. */
  readonly priorityPollMs: number;
}

export const bacnetLimits: BacnetLimits = Object.freeze({
  maxOfferedDevices: 1_000,
  maxObjects: 2_000,
  maxStates: 256,
  maxSurveys: 8,
  searchMs: 3_000,
  startTimeoutMs: 30_000,
  searchIntervalMs: 300_000,
  lookIntervalMs: 300_000,
  surveyTimeoutMs: 60_000,
  priorityPollMs: 60_000,
});

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const adapterLimitsFrom = (given: Partial<BacnetLimits> | undefined): BacnetLimits =>
  limitsFrom(bacnetLimits, given);
