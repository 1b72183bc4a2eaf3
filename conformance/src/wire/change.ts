/** What running a check may do to the world, beyond reading. */
export type Effect = "write" | "invoke" | "network" | "load";

/** Something that is about to change. */
export interface Change {
  readonly safety: Effect;
  /** What somebody beside the device will notice: `sets the property "brightness" of Lamp to 41`. */
  readonly effect: string;
  /**
   * Puts back what was there before, and makes sure of it. Called once after the check, whatever became of it, with a
   * signal of its own. Resolves with why it could not, or `undefined` when all is as it was. Absent where nothing can be
   * put back.
   */
  readonly restore?: (signal: AbortSignal) => Promise<string | undefined>;
}

/** Something that could not be put back as it was. */
export interface Unrestored {
  readonly effect: string;
  readonly why: string;
}

/** Where every change is entered before it is made. */
export interface ChangeLedger {
  /** Names the effect and keeps what restores it. Returns why the change must not be made, `undefined` when it may. */
  enter(change: Change): string | undefined;
  /** Puts back everything that is open, the last change first: for a check that goes on to something else. Never rejects. */
  settle(): Promise<void>;
}
