import type { Clock } from "@thingwright/contracts";
import { aborted } from "../../value/aborted.js";

/** Resolves after `delayMs`. @throws {AbortError} WOT_ABORTED as soon as `signal` aborts */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const abort = (): void => {
      timer.cancel();
      reject(aborted(signal as AbortSignal));
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
