import type { Clock } from "./clock.js";

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /**
   * Moves time by `ms`, calling timers in the order they are due. Promises get their turn after each, so that what a timer
   * sets off has happened when the returned promise resolves.
   */
  advance(ms: number): Promise<void>;
  /** Lets pending promises and immediates run without moving time. */
  settle(): Promise<void>;
}

interface Entry {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A fresh `ManualClock` that shows `startMs`. */
export function manualClock(startMs = 0): ManualClock {
  let now = startMs;
  let order = 0;
  const entries = new Set<Entry>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const nextDue = (untilMs: number): Entry | undefined => {
    let next: Entry | undefined;
    for (const entry of entries)
      if (entry.dueMs <= untilMs && (next === undefined || isEarlier(entry, next))) next = entry;
    return next;
  };
  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const entry = { dueMs: now + Math.max(0, delayMs), order: order++, callback };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    settle,
    async advance(ms) {
      const untilMs = now + ms;
      await settle();
      for (let entry = nextDue(untilMs); entry !== undefined; entry = nextDue(untilMs)) {
        entries.delete(entry);
        now = Math.max(now, entry.dueMs);
        entry.callback();
        await settle();
      }
      now = untilMs;
    },
  };
}

const isEarlier = (a: Entry, b: Entry) => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
