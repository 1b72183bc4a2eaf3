import { UsageError } from "@thingwright/errors";
import type { Change } from "@thingwright/recording";
import { record } from "@thingwright/recording";
import { parseThingDescriptionOrThrow, type ThingDescription } from "@thingwright/td";
import { type Command, InvalidArgumentError } from "commander";
import { type CommandContext, example } from "../../command.js";
import { secretTexts } from "../../credentials-file.js";
import { readDocument } from "../../document.js";
import { type ExitCode, exitCode } from "../../exit-code.js";
import { collected, natural, positive } from "../../option-values.js";
import { writeText } from "../../output.js";
import { isUrl, openServient } from "../../target.js";
import { interruptSignal, type Terminal, visible } from "../../terminal.js";
import { valueOfArgument } from "../../value-argument.js";

interface RecordOptions {
  readonly out: string;
  readonly seconds: number;
  readonly settle: number;
  readonly timeout: number;
  readonly credentials?: string;
  readonly remove?: readonly string[];
  readonly write?: readonly Change[];
}

/** Writes and invocations are one list, in the order in which they are given. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  const changes: Change[] = [];
  const write = (text: string): void => void changes.push(writeOf(text));
  const invoke = (text: string): void => void changes.push(invocationOf(text));
  command
    .argument("<td>", "URL or file of the device's Thing Description")
    .requiredOption("--out <file>", "where the recording is written")
    .option("--write <name=value>", "write a property while recording; may be repeated, in order", write)
    .option("--invoke <name[=input]>", "invoke an action while recording; may be repeated, in order", invoke)
    .option("--seconds <number>", "how long to listen when all is done", natural, 10)
    .option("--settle <ms>", "how long to listen after each of them", positive, 1000)
    .option("--timeout <ms>", "longest wait for an answer, in milliseconds", positive, 10_000)
    .option("--credentials <file>", "JSON file with secrets, by Thing id (or *) and security definition")
    .option("--remove <text>", "a text that must not be in the recording; may be repeated", collected)
    .action((td: string, options: RecordOptions) => perform(() => recordDevice(td, options, changes, terminal)));
  example(command, "map record plug.td.json --out plug.traffic.jsonl --write power=ON --write power=OFF");
}

function writeOf(text: string): Change {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("write NAME=VALUE");
  return { kind: "write", name: text.slice(0, at), value: valueOfArgument(text.slice(at + 1)) };
}

function invocationOf(text: string): Change {
  const at = text.indexOf("=");
  if (at === -1) return { kind: "invoke", name: text };
  return { kind: "invoke", name: text.slice(0, at), input: valueOfArgument(text.slice(at + 1)) };
}

async function recordDevice(
  source: string,
  options: RecordOptions,
  changes: readonly Change[],
  terminal: Terminal,
): Promise<ExitCode> {
  await using servient = await openServient(options);
  const thing = isUrl(source)
    ? await servient.requestThingDescription(source)
    : parseThingDescriptionOrThrow(new TextDecoder().decode(await readDocument(source)));
  checkNames(thing, changes);
  const secrets = options.credentials === undefined ? [] : await secretTexts(options.credentials);
  const warnings: string[] = [];
  const made = await record(servient, thing, {
    changes,
    listenMs: options.seconds * 1000,
    settleMs: options.settle,
    timeoutMs: options.timeout,
    secrets: [...secrets, ...(options.remove ?? [])],
    signal: interruptSignal(terminal),
    logger: { debug() {}, info() {}, error: note, warn: note },
  });
  function note(message: string, details?: object): void {
    const { name, message: why } = (details ?? {}) as { readonly name?: string; readonly message?: string };
    warnings.push(`${name ?? message}: ${why ?? ""}`);
  }
  await writeText(options.out, made.text);
  for (const warning of warnings) terminal.err(`not recorded: ${visible(warning)}\n`);
  if (made.isCut) terminal.err("the recording is not whole: there was more than it has room for\n");
  const { secrets: texts, addresses, named } = made.removed;
  terminal.out(`${options.out}: ${made.text.split("\n").length - 2} scenes\n`);
  terminal.out(
    `taken out: ${texts} secrets, ${addresses} addresses, ${named} values by their names; look through it before you pass it on\n`,
  );
  return warnings.length === 0 && !made.isCut ? exitCode.ok : exitCode.failed;
}

function checkNames({ properties = {}, actions = {} }: ThingDescription, changes: readonly Change[]): void {
  for (const { kind, name } of changes) {
    if (Object.hasOwn(kind === "write" ? properties : actions, name)) continue;
    throw new UsageError("WOT_UNKNOWN_AFFORDANCE", `there is no ${kind === "write" ? "property" : "action"} "${name}"`);
  }
}
