import type { ProgressLine } from "./progress-line.js";
import type { Terminal } from "./terminal.js";

/** A signal that aborts when the user interrupts; `words` tell him what happens then. */
export function interruption(terminal: Terminal, progress: ProgressLine, words: string): AbortSignal {
  const controller = new AbortController();
  terminal.interrupted(() => {
    progress.clear();
    terminal.err(`${words}\n`);
    controller.abort();
  });
  return controller.signal;
}
