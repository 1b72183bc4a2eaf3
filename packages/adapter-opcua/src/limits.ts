import { limitsFrom } from "@thingwright/contracts";

/** Limits of the adapter, beside those of its client. */
export interface OpcuaLimits {
  /** Things of one server; further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Objects, variables and methods of a server that are looked at. */
  readonly maxNodes: number;
  /** Levels below the folder of all objects. */
  readonly maxDepth: number;
  /** Longest time for looking at a server. */
  readonly browseTimeoutMs: number;
  /** Between two looks at what a server has. It is looked at anew too when it says that it is different, or was away. */
  readonly rebrowseMs: number;
  /** In which changes of what a server has are gathered before it is looked at anew. */
  readonly settleMs: number;
}

export const opcuaLimits: OpcuaLimits = Object.freeze({
  maxDevices: 1_000,
  maxNodes: 20_000,
  maxDepth: 12,
  browseTimeoutMs: 120_000,
  rebrowseMs: 600_000,
  settleMs: 1_000,
});

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const opcuaLimitsFrom = (given: Partial<OpcuaLimits> | undefined): OpcuaLimits => limitsFrom(opcuaLimits, given);
