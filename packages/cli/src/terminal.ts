/** Where a command's words go, and how it learns that its user wants it to end. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Standard input, read when a command is given `-`; without it there is none. */
  input?(): AsyncIterable<Uint8Array>;
  /** Calls `listener` once, when the user interrupts. */
  interrupted(listener: () => void): void;
}

/** Text of others on one line, in which nothing steers the terminal. */
export const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");

/** An AbortSignal that the user's interrupt aborts. */
export function interruptSignal(terminal: Terminal): AbortSignal {
  const controller = new AbortController();
  terminal.interrupted(() => controller.abort());
  return controller.signal;
}
