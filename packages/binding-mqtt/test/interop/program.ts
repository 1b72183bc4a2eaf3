import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Condition } from "@thingwright/contract-tests";

/** A program of the examples in a process of its own, on the built packages. */
export class Program implements AsyncDisposable {
  /** What it has said on both of its outputs. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #condition = new Condition();

  constructor(path: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    for (const output of [this.#child.stdout!, this.#child.stderr!]) {
      createInterface({ input: output }).on("line", (line) => {
        this.lines.push(line);
        this.#condition.changed();
      });
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What follows `verb` in the lines that begin with it. */
  after(verb: string): readonly string[] {
    return this.lines.filter((line) => line.startsWith(`${verb} `)).map((line) => line.slice(verb.length + 1));
  }

  /** Resolves when `holds`; an AssertionError after `patienceMs`. */
  until(holds: (self: this) => boolean, what: string, patienceMs: number): Promise<void> {
    return this.#condition.until(() => holds(this), what, patienceMs);
  }

  async end(signal: "SIGINT" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end("SIGKILL");
  }
}
