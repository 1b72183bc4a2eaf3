import { UsageError } from "@thingwright/errors";

/** Limits of the probes, whatever the wire. */
export interface ProbeLimits {
  /** Longest wait for a complete response; default 5000. */
  readonly requestTimeoutMs: number;
  /** Longest body that is taken; default 16 MiB. */
  readonly maxBodyBytes: number;
  /** Longest header section that is taken; default 32 KiB. */
  readonly maxHeaderBytes: number;
  /** Longest wait for a change to show, from when it was accepted; default 2000. */
  readonly effectTimeoutMs: number;
}

export const defaultProbeLimits: ProbeLimits = {
  requestTimeoutMs: 5_000,
  maxBodyBytes: 16 * 1024 * 1024,
  maxHeaderBytes: 32 * 1024,
  effectTimeoutMs: 2_000,
};

/** Longest delay of a timer in Node. */
const maxDelayMs = 2 ** 31 - 1;

/** The defaults with what is given. @throws {UsageError} WOT_RANGE when one is no positive integer */
export function probeLimits(given: Partial<ProbeLimits>): ProbeLimits {
  const limits = { ...defaultProbeLimits, ...given };
  for (const [name, value] of Object.entries(limits)) positiveInteger(name, value);
  return limits;
}

/** `value` when it is an integer that a timer takes. @throws {UsageError} WOT_RANGE when it is not */
export function positiveInteger(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0 && value <= maxDelayMs) return value;
  throw new UsageError("WOT_RANGE", `${name} must be an integer from 1 to ${maxDelayMs}`);
}
