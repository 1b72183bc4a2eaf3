import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal.js";

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Runs the command's work; what it throws is reported, what it returns is the exit code. */
  perform(work: () => Promise<ExitCode>): Promise<void>;
}

/** A command that has been loaded. */
export interface CommandModule {
  /** Gives `command` its arguments, options, example and action. */
  define(command: Command, context: CommandContext): void;
}

/**
 * A command in the list of its group. Only its name and summary are there when another command runs: a module and the
 * packages that it needs are loaded for the command line that names it.
 */
export type CommandEntry = CommandFile | CommandGroup;

interface CommandFile {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}

interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandEntry[];
}

/** Adds `entries` to `parent`; those that `args` names are loaded and can run. */
export async function addCommands(
  parent: Command,
  entries: readonly CommandEntry[],
  args: readonly string[],
  context: CommandContext,
): Promise<void> {
  for (const entry of entries) {
    const command = parent.command(entry.name).description(entry.summary);
    if (!args.includes(entry.name)) continue;
    if ("commands" in entry) await addCommands(command, entry.commands, args, context);
    else (await entry.load()).define(command, context);
  }
}

/** A line at the end of a command's `--help` that shows how it is called. */
export function example(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExample:\n${lines.map((line) => `  $ thingwright ${line}\n`).join("")}`);
}
