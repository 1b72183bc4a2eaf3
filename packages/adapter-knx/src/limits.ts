import { limitsFrom } from "@thingwright/contracts";
import { defaultProjectLimits, type ProjectLimits } from "./project/project-limits.js";

/** How far an installation may make the adapter go. */
export interface KnxLimits extends ProjectLimits {
  /** Devices that are offered; further ones are listed as unoffered. */
  readonly maxDevices: number;
}

export const knxLimits: KnxLimits = Object.freeze({ ...defaultProjectLimits, maxDevices: 5_000 });

/** @throws {UsageError} WOT_RANGE */
export const knxLimitsFrom = (given: Partial<KnxLimits> | undefined): KnxLimits => limitsFrom(knxLimits, given);
