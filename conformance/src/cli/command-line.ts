import { parseArgs } from "node:util";
import { isWotError, UsageError } from "@thingwright/errors";
import type { CheckDescription } from "../check.js";
import { checks } from "../checks/checks.js";
import { consumerChecks } from "../consumer/checks/consumer-checks.js";
import { pathOf, select } from "../run/selection.js";
import { assertions } from "../specifications/assertions.js";
import { claimCommand } from "./claim-command.js";
import { consumerCommand } from "./consumer-command.js";
import { diffCommand } from "./diff-command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { explain, explainQuestion } from "./explain.js";
import { messageOf } from "./message-of.js";
import { type GivenOptions, optionTypes } from "./option-types.js";
import { replayCommand } from "./replay-command.js";
import { runCommand } from "./run-command.js";
import { selectionOf } from "./run-options.js";
import type { Terminal } from "./terminal.js";
import { usage } from "./usage.js";

/** Runs one command line and returns the process's exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: optionTypes });
    const [command, ...operands] = positionals;
    if (values.help) return say(terminal, usage);
    return await perform(command, operands, values, terminal);
  } catch (error) {
    terminal.err(messageOf(error));
    if (!isWotError(error)) terminal.err(usage);
    return exitCode.trouble;
  }
}

async function perform(
  command: string | undefined,
  operands: readonly string[],
  values: GivenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  switch (command) {
    case "run":
      return values.list ? say(terminal, list(values, checks)) : await runCommand(operands, values, terminal);
    case "consumer":
      return values.list
        ? say(terminal, list(values, consumerChecks))
        : await consumerCommand(operands, values, terminal);
    case "list":
      return say(terminal, list(values, checks));
    case "explain":
      return say(terminal, operandsOf(operands, "ID").map(explained).join("\n"));
    case "claim":
      return say(terminal, claimCommand());
    case "replay":
      return await replayCommand(operandsOf(operands, "REPORT", "ID"), values, terminal);
    case "diff":
      return await diffCommand(operandsOf(operands, "REPORT", "REPORT"), terminal);
    default:
      if (command !== undefined && isTarget(command))
        return await perform("run", [command, ...operands], values, terminal);
      terminal.err(usage);
      return exitCode.trouble;
  }
}

/** Whether what stands in the place of a command can only be a target: no command has a colon, a dot or a slash. */
const isTarget = (text: string): boolean => /[:./]/.test(text);

function operandsOf(operands: readonly string[], ...names: readonly string[]): readonly string[] {
  if (operands.length === names.length) return operands;
  throw new UsageError("WOT_ARGUMENT", `the command takes ${names.join(" ")}`);
}

function say(terminal: Terminal, text: string): ExitCode {
  terminal.out(text);
  return exitCode.ok;
}

function list(values: GivenOptions, all: readonly CheckDescription[]): string {
  const selected = select(all, selectionOf(values));
  const width = Math.max(...selected.map(({ level }) => level.length));
  return selected
    .map((check) => `${check.level.padEnd(width)}  ${check.safety.padEnd(7)}  ${pathOf(check)}  ${check.requirement}\n`)
    .join("");
}

function explained(id: string): string {
  const named = (each: CheckDescription): boolean => each.id === id || pathOf(each) === id;
  const [ofThings, ofClients] = [checks.find(named), consumerChecks.find(named)];
  const told = [...(ofThings === undefined ? [] : [ofThings]), ...(ofClients === undefined ? [] : [ofClients])];
  if (told.length > 0) return told.map(explain).join("\n");
  const assertion = assertions.find((each) => each.id === id);
  if (assertion !== undefined) return explainQuestion(assertion);
  throw new UsageError("WOT_ARGUMENT", `no check is named ${JSON.stringify(id)}`);
}
