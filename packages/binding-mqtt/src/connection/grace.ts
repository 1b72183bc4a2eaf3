import type { Clock } from "@thingwright/contracts";

/** Resolves when `ended` does, or after `graceMs`. */
export async function withinGrace(ended: Promise<unknown>, graceMs: number, clock: Clock): Promise<void> {
  let end!: () => void;
  const late = new Promise<void>((resolve) => {
    end = resolve;
  });
  const timer = clock.after(graceMs, end);
  try {
    await Promise.race([ended, late]);
  } finally {
    timer.cancel();
  }
}
