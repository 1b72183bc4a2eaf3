import { UsageError } from "@thingwright/errors";
import type { Cancel, SimulatedClock } from "./simulated-clock.js";

interface Task {
  readonly dueMs: number;
  readonly run: () => void;
}

export interface SteppedClockOptions {
  /** Simulated time to begin at. Default: Monday 2 March 2026, 08:00 UTC. */
  readonly startMs?: number;
}

/** Time stands still until a test says otherwise. */
export interface SteppedClock extends SimulatedClock {
  /**
   * Lets `ms` of simulated time pass: runs every task that falls due, each at its own time, in order.
   *
   * @throws {UsageError} WOT_RANGE if `ms` is negative
   */
  advance(ms: number): void;
}

/** A clock that only `advance` moves. */
export function steppedClock(options: SteppedClockOptions = {}): SteppedClock {
  let nowMs = options.startMs ?? Date.UTC(2026, 2, 2, 8);
  const tasks: Task[] = [];

  function schedule(delayMs: number, run: () => void): Cancel {
    const task: Task = { dueMs: nowMs + Math.max(0, delayMs), run };
    let index = tasks.length;
    while (index > 0 && tasks[index - 1]!.dueMs > task.dueMs) index -= 1;
    tasks.splice(index, 0, task);
    return () => {
      const at = tasks.indexOf(task);
      if (at >= 0) tasks.splice(at, 1);
    };
  }

  function advance(ms: number): void {
    if (!(ms >= 0)) throw new UsageError("WOT_RANGE", `time does not go back by ${ms} ms`);
    const untilMs = nowMs + ms;
    for (let task = tasks[0]; task !== undefined && task.dueMs <= untilMs; task = tasks[0]) {
      tasks.shift();
      nowMs = Math.max(nowMs, task.dueMs);
      task.run();
    }
    nowMs = untilMs;
  }

  return { nowMs: () => nowMs, schedule, scheduleWall: schedule, advance };
}
