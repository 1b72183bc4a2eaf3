import { printable } from "../report/printable.js";
import type { Observer, RunEvent } from "../run/progress.js";
import type { Terminal } from "./terminal.js";

/** Goes to the start of the line and empties it. */
const emptyLine = "\r\u001b[K";

/**
 * Tells a person what happens, on standard error: one line that is written over, with how many verdicts there are of how
 * many. What a check is about to change, and what could not be put back, has a line of its own that stays, also where
 * nobody looks.
 */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #isShown: boolean;
  #judged = 0;
  #expected = 0;
  #failed = 0;

  constructor(terminal: Terminal, isWanted: boolean) {
    this.#terminal = terminal;
    this.#isShown = isWanted && terminal.isInteractive === true;
  }

  /** An observer of the run on one target. */
  observer(target: string): Observer {
    return (event) => this.#take(target, event);
  }

  /** Makes room for other words. */
  clear(): void {
    if (this.#isShown) this.#terminal.err(emptyLine);
  }

  #take(target: string, event: RunEvent): void {
    if (event.kind === "effect") this.#say(`${printable(target)}: ${printable(event.effect)}`);
    if (event.kind === "unrestored") {
      const { effect, why } = event.unrestored;
      this.#say(`${printable(target)}: NOT PUT BACK: ${printable(effect)}: ${printable(why)}`);
    }
    if (event.kind === "opened") this.#expected += event.things * event.checks;
    if (event.kind === "judged") this.#count(event.thing, event.result.id, event.result.verdict === "fail");
  }

  #say(line: string): void {
    this.clear();
    this.#terminal.err(`${line}\n`);
  }

  #count(thing: string, id: string, isFailure: boolean): void {
    this.#judged += 1;
    if (isFailure) this.#failed += 1;
    if (!this.#isShown) return;
    const failures = this.#failed === 0 ? "" : `, ${this.#failed} failed`;
    const where = `${printable(thing)} ${id}`.slice(0, 50);
    this.#terminal.err(`${emptyLine}${this.#judged} of ${this.#expected}${failures}  ${where}`);
  }
}
