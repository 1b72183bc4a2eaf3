import type { Observation } from "@thingwright/core";
import type { Command } from "commander";
import { type ExitCode, exitCode } from "./exit-code.js";
import { natural, positive, variable } from "./option-values.js";
import type { TargetOptions } from "./target.js";
import type { Terminal } from "./terminal.js";
import { printable } from "./value-argument.js";

/** Options of the commands that talk to one affordance. */
export interface InteractOptions extends TargetOptions {
  readonly json: boolean;
}

/** Options of the commands that listen. */
export interface ListenOptions extends InteractOptions {
  /** Values after which to end; without it, until interrupted. */
  readonly count?: number;
}

/** The argument and the options of every command that talks to one affordance. */
export function interaction(command: Command): Command {
  return command
    .argument("<td>", "URL or file of the Thing Description")
    .option("--credentials <file>", "JSON file with secrets, by Thing id (or *) and security definition")
    .option("--timeout <ms>", "longest wait for an answer, in milliseconds", natural, 10_000)
    .option("--var <name=value>", "a URI variable; may be repeated", variable)
    .option("--json", "print JSON only", false)
    .hook("preAction", (_, used) => {
      used.setOptionValue("uriVariables", Object.fromEntries(used.opts().var ?? []));
    });
}

/** The option of the commands that listen. */
export function listening(command: Command): Command {
  return command.option("--count <number>", "end after this many values, at least 1", positive);
}

/** Prints `values` until there are enough. */
export async function printEach(
  values: Observation<unknown>,
  options: ListenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  let seen = 0;
  for await (const value of values) {
    terminal.out(`${printable(value, options.json)}\n`);
    seen += 1;
    if (seen === options.count) break;
  }
  return exitCode.ok;
}

/** What a listener is told on the error stream. */
export function notices(terminal: Terminal) {
  return {
    onInterrupted: (error: Error) => terminal.err(`connection lost: ${error.message}\n`),
    onResumed: () => terminal.err("connection back; values may have been missed\n"),
    onInvalid: (error: Error) => terminal.err(`ignored a bad value: ${error.message}\n`),
  };
}
