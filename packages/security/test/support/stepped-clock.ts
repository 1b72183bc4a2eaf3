import type { Clock } from "@thingwright/contracts";

/** A clock that stands still until a test moves it. */
export interface SteppedClock extends Clock {
  /** Moves it on and calls what is due, in order. */
  step(ms: number): void;
  /** Milliseconds until the next callback is due. */
  readonly nextIn: number | undefined;
}

export function steppedClock(start = Date.UTC(2026, 0, 1)): SteppedClock {
  let now = start;
  const waiting = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => now,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      waiting.add(timer);
      return { cancel: () => waiting.delete(timer) };
    },
    get nextIn() {
      const [first] = [...waiting].map(({ at }) => at - now).sort((a, b) => a - b);
      return first;
    },
    step(ms) {
      const end = now + ms;
      for (;;) {
        const [due] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (due === undefined) break;
        waiting.delete(due);
        now = due.at;
        due.callback();
      }
      now = end;
    },
  };
}
