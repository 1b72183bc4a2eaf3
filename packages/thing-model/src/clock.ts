/** Time, passed in so that tests own it. */
export interface Clock {
  /** Calls once after `delayMs`; never keeps the process alive by itself. */
  after(delayMs: number, callback: () => void): { cancel(): void };
}

/** The clock on the wall. */
export const systemClock: Clock = {
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
