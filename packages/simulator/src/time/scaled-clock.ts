import { UsageError } from "@thingwright/errors";
import type { Cancel, SimulatedClock } from "./simulated-clock.js";

/** Node's timers take no longer delay. */
const maxTimerMs = 2 ** 31 - 1;

export interface ScaledClockOptions {
  /** Simulated milliseconds for each wall millisecond. Default 1. */
  readonly speed?: number;
  /** Simulated time to begin at. Default: the wall clock's. */
  readonly startMs?: number;
}

/**
 * A clock that runs by itself, `speed` times as fast as the wall's. Its timers keep no process alive.
 *
 * @throws {UsageError} WOT_RANGE if `speed` is not a positive number
 */
export function scaledClock(options: ScaledClockOptions = {}): SimulatedClock {
  const { speed = 1, startMs = Date.now() } = options;
  if (!(speed > 0 && speed < Number.POSITIVE_INFINITY)) {
    throw new UsageError("WOT_RANGE", `a clock's speed must be a positive number, not ${speed}`);
  }
  const wallStartMs = performance.now();
  return {
    nowMs: () => startMs + (performance.now() - wallStartMs) * speed,
    schedule: (delayMs, task) => scheduleWall(delayMs / speed, task),
    scheduleWall,
  };
}

function scheduleWall(delayMs: number, task: () => void): Cancel {
  let timer: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    const spanMs = Math.min(leftMs, maxTimerMs);
    timer = setTimeout(() => (leftMs > spanMs ? arm(leftMs - spanMs) : task()), Math.ceil(spanMs)).unref();
  };
  arm(Math.max(0, delayMs));
  return () => clearTimeout(timer);
}
