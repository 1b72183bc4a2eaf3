import { writeFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import type { Command } from "commander";
import type { CommandContext } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { type Terminal, visible } from "./terminal.js";

/** Options of every command that makes a text. */
export interface OutputOptions {
  /** The file to write; without it, standard output. */
  readonly out?: string;
}

/** What a command made of a document. */
export interface Made {
  readonly text: string;
  /** Remarks for the error stream, a line each. */
  readonly notes?: readonly string[];
  /** Default: ok. */
  readonly code?: ExitCode;
}

/** JSON for people and programs alike. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Gives `command` one document as its argument, `--out`, and an action that writes what `make` makes of it. */
export function makesOfDocument<Options>(
  command: Command,
  { terminal, perform }: CommandContext,
  make: (file: string, options: Options & OutputOptions) => Promise<Made>,
): Command {
  return command
    .argument("<file>", "the document, or - for standard input")
    .option("--out <file>", "write to a file instead of standard output")
    .action((file: string, options: Options & OutputOptions) =>
      perform(async () => await deliver(await make(file, options), options, terminal)),
    );
}

/** @throws {UsageError} WOT_ARGUMENT when the file cannot be written */
export async function deliver(made: Made, { out }: OutputOptions, terminal: Terminal): Promise<ExitCode> {
  if (out === undefined) terminal.out(made.text);
  else await writeText(out, made.text);
  for (const note of made.notes ?? []) terminal.err(`${visible(note)}\n`);
  return made.code ?? exitCode.ok;
}

/** @throws {UsageError} WOT_ARGUMENT when the file cannot be written */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
