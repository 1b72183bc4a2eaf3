import type { Clock, Logger } from "@thingwright/contracts";
import type { AnyVariables } from "@thingwright/td";

/** What every call of a consumed Thing may say. */
export interface CallOptions<Variables = AnyVariables> {
  readonly signal?: AbortSignal;
  /** Milliseconds that each Form has before it fails with TimeoutError; default {@link CallLimits.timeoutMs}. */
  readonly timeoutMs?: number;
  readonly uriVariables?: Variables;
  /** Position of the one Form to use; without it, every Form that serves is tried in order. */
  readonly formIndex?: number;
}

/** Limits of calls, with their defaults in {@link callLimits}. */
export interface CallLimits {
  /** How long a Form has to answer. */
  readonly timeoutMs: number;
  /** How long a Form that could not be reached is passed over while others serve. */
  readonly deadFormMs: number;
  /** Longest stream that is collected for sending. */
  readonly maxStreamBytes: number;
  /** Time between two questions for the status of an action that goes on by itself. */
  readonly pollMs: number;
  /** How long the result of such an action is waited for. */
  readonly resultTimeoutMs: number;
}

export const callLimits: CallLimits = {
  timeoutMs: 10_000,
  deadFormMs: 5_000,
  maxStreamBytes: 16 * 1024 * 1024,
  pollMs: 500,
  resultTimeoutMs: 60_000,
};

export interface CallEnvironment {
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}
