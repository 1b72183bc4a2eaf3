/** Where a command's words go, and how it learns that its user wants it to end. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Calls `listener` once, when the user interrupts. */
  interrupted(listener: () => void): void;
  /** Whether `err` shows at once, to a person, what is written over: a line of progress. Default `false`. */
  readonly isInteractive?: boolean;
  /** Whether `out` takes colours. Default `false`. */
  readonly hasColours?: boolean;
}
