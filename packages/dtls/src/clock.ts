/** Where time comes from: `now()` never goes back, and a timer's callback is called at most once. */
export interface DtlsClock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Calls `callback` once after `delayMs`; the returned function cancels. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The clock of the process. Its timers don't keep the process alive: open sockets do. */
export const systemClock: DtlsClock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
