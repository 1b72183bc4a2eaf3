import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import { Command, CommanderError } from "commander";
import { addCommands, type CommandContext } from "./command.js";
import { commands } from "./commands/index.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Terminal } from "./terminal.js";

/** Runs one command line and returns the process's exit code. Never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = exitCode.ok;
  const asJson = args.includes("--json");
  const perform = async (work: () => Promise<ExitCode>) => {
    code = await work();
  };
  try {
    const usage = asJson ? { ...terminal, err: () => {} } : terminal;
    const program = await programOf(usage, args, { terminal, perform });
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(error, terminal, asJson);
    if (error.exitCode === 0) return exitCode.ok;
    if (asJson) report(new UsageError("WOT_ARGUMENT", error.message.replace(/^error: /, "")), terminal, true);
    return exitCode.usage;
  }
}

/** @param usage - where commander says what is wrong with the arguments */
async function programOf(usage: Terminal, args: readonly string[], context: CommandContext): Promise<Command> {
  const program = new Command("thingwright")
    .description("The Web of Things on the command line.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => usage.out(text), writeErr: (text) => usage.err(text) })
    .version(ownVersion())
    .showHelpAfterError("(--help shows how)");
  await addCommands(program, commands, args, context);
  return program;
}

function ownVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
