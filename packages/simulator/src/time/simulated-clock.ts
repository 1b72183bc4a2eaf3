import { UsageError } from "@thingwright/errors";

/** Withdraws a scheduled task; harmless once the task has run. */
export type Cancel = () => void;

/**
 * The time that a simulation lives in. It may run faster than a wall clock or only when a test says so.
 *
 * Every implementer must run tasks in the order of their due time, never run a task inside `schedule`, and never go
 * backwards.
 */
export interface SimulatedClock {
  /** Simulated time, in milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
  /** Runs `task` once, after `delayMs` of simulated time. */
  schedule(delayMs: number, task: () => void): Cancel;
  /**
   * Runs `task` once, after `delayMs` as a peer on the network feels them: wall time, whatever the simulation's speed.
   * On a clock that is stepped by hand the two are the same.
   */
  scheduleWall(delayMs: number, task: () => void): Cancel;
}

/**
 * Runs `task` every `periodMs` of simulated time, the first time after one period. Periods that passed while the
 * process was asleep are skipped, not made up for.
 *
 * @throws {UsageError} WOT_RANGE if `periodMs` is not positive
 */
export function every(clock: SimulatedClock, periodMs: number, task: () => void): Cancel {
  if (!(periodMs > 0)) throw new UsageError("WOT_RANGE", `a period must be positive, not ${periodMs} ms`);
  let dueMs = clock.nowMs() + periodMs;
  let cancel = clock.schedule(periodMs, run);
  function run(): void {
    const nowMs = clock.nowMs();
    dueMs += Math.max(1, Math.ceil((nowMs - dueMs) / periodMs)) * periodMs;
    cancel = clock.schedule(Math.max(0, dueMs - nowMs), run);
    task();
  }
  return () => cancel();
}
