import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import type { Terminal } from "../terminal.js";

/** Asks whoever is at the terminal, or whatever is in the pipe before it. */
export interface Prompter extends Disposable {
  /** The answer to `question` on one line; `undefined` when nobody answers any more. */
  ask(question: string): Promise<string | undefined>;
}

/** Reads answers line by line from the terminal's input, until that or `signal` ends. */
export function prompterAt(terminal: Terminal, signal: AbortSignal): Prompter {
  const lines = terminal.input === undefined ? undefined : linesOf(Readable.from(terminal.input()));
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return {
    async ask(question) {
      if (lines === undefined || signal.aborted) return undefined;
      terminal.out(question);
      return await Promise.race([lines.next(), aborted]);
    },
    [Symbol.dispose]() {
      lines?.close();
    },
  };
}

function linesOf(input: Readable): { next(): Promise<string | undefined>; close(): void } {
  const reader: Interface = createInterface({ input, terminal: false });
  const iterator = reader[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await iterator.next();
      return done === true ? undefined : (value as string).trim();
    },
    close() {
      reader.close();
      input.destroy();
    },
  };
}
