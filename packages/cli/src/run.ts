import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { discover } from "./commands/discover.js";
import { invoke, observe, read, subscribe, write } from "./commands/interact.js";
import { start } from "./commands/start.js";
import { type FormatName, formats } from "./commands/validate/formats/index.js";
import { validate } from "./commands/validate/validate.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { report } from "./failure.js";
import { wayNames } from "./introduction-ways.js";
import type { Terminal } from "./terminal.js";

/** Runs one command line and returns the process's exit code. Never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = exitCode.ok;
  const asJson = args.includes("--json");
  const program = programOf(asJson ? { ...terminal, err: () => {} } : terminal, terminal, async (work) => {
    code = await work();
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(error, terminal, asJson);
    if (error.exitCode === 0) return exitCode.ok;
    if (asJson) report(new UsageError("WOT_ARGUMENT", error.message.replace(/^error: /, "")), terminal, true);
    return exitCode.usage;
  }
}

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

type Do = (work: () => Promise<ExitCode>) => Promise<void>;

/** @param usage - where commander says what is wrong with the arguments */
function programOf(usage: Terminal, terminal: Terminal, perform: Do): Command {
  const program = new Command("thingwright")
    .description("The Web of Things on the command line.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => usage.out(text), writeErr: (text) => usage.err(text) })
    .version(version)
    .showHelpAfterError("(--help shows how)");
  addStart(program, terminal, perform);
  addDiscover(program, terminal, perform);
  addInteractions(program, terminal, perform);
  addDescriptions(program, terminal, perform);
  return program;
}

function addDescriptions(program: Command, terminal: Terminal, perform: Do): void {
  const td = program.command("td").description("work on Thing Descriptions and Thing Models");
  td.command("validate")
    .description("judge Thing Descriptions and Thing Models; exit 0: no error, 1: errors, 2: could not run")
    .argument("<file...>", "files or globs, as in 'things/**/*.jsonld'")
    .addOption(new Option("--format <name>", "how to say it").choices(Object.keys(formats)).default("human"))
    .option("--json", "the same as --format json", false)
    .action((files: string[], { json, format }: { json: boolean; format: FormatName }) =>
      perform(() => validate(files, json ? "json" : format, terminal)),
    );
}

function addStart(program: Command, terminal: Terminal, perform: Do): void {
  program
    .command("start")
    .description("run a simulated building of proprietary devices behind one API")
    .option("--http-port <port>", "TCP port of the HTTP server, 0 = any", port, 8080)
    .option("--coap-port <port>", "UDP port of the CoAP server, 0 = any", port, 5683)
    .option("--mqtt-port <port>", "TCP port of the MQTT broker, 0 = any", port, 1883)
    .option("--cors <origin>", "origin whose web pages may use the HTTP server; may be repeated", origin)
    .option("--seed <number>", "seed of the simulation", natural, 1)
    .option("--announce", "make the Things known by DNS-SD", false)
    .option("--json", "print one line of JSON when ready", false)
    .action((options) => perform(() => start(options, terminal)));
}

function addDiscover(program: Command, terminal: Terminal, perform: Do): void {
  program
    .command("discover")
    .description("print Things as they are found; exit 1: none")
    .argument("[url...]", "where to look; without, on the local network")
    .option("--timeout <seconds>", "how long to look", positive, 5)
    .option("--via <ways>", `how to look, with commas between: ${wayNames.join(", ")}`, (text) => text.split(","))
    .option("--credentials <file>", 'JSON file with secrets, by origin under "origins"')
    .option("--json", "print one line of JSON for each Thing", false)
    .action((urls: string[], options) => perform(() => discover(urls, options, terminal)));
}

function addInteractions(program: Command, terminal: Terminal, perform: Do): void {
  interaction(program, "read", "print the value of a property")
    .argument("<name>", "name of the property")
    .action((td, name, options) => perform(() => read(td, name, options, terminal)));
  interaction(program, "write", "set a property")
    .argument("<name>", "name of the property")
    .argument("<value>", "JSON, or text")
    .action((td, name, value, options) => perform(() => write(td, name, value, options, terminal)));
  interaction(program, "invoke", "invoke an action and print its output")
    .argument("<name>", "name of the action")
    .argument("[input]", "JSON, or text")
    .action((td, name, input, options) => perform(() => invoke(td, name, input, options, terminal)));
  listening(interaction(program, "observe", "print a property's value whenever it changes"))
    .argument("<name>", "name of the property")
    .action((td, name, options) => perform(() => observe(td, name, options, terminal)));
  listening(interaction(program, "subscribe", "print an event's data whenever it happens"))
    .argument("<name>", "name of the event")
    .action((td, name, options) => perform(() => subscribe(td, name, options, terminal)));
}

function interaction(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument("<td>", "URL or file of the Thing Description")
    .option("--credentials <file>", "JSON file with secrets, by Thing id (or *) and security definition")
    .option("--timeout <ms>", "longest wait for an answer, in milliseconds", natural, 10_000)
    .option("--var <name=value>", "a URI variable; may be repeated", variable)
    .option("--json", "print JSON only", false)
    .hook("preAction", (_, command) => {
      command.setOptionValue("uriVariables", command.opts().var);
    });
}

function listening(command: Command): Command {
  return command.option("--count <number>", "end after this many values, at least 1", positive);
}

function natural(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number is needed");
  return value;
}

function positive(text: string): number {
  const value = natural(text);
  if (value === 0) throw new InvalidArgumentError("a number of at least 1 is needed");
  return value;
}

function port(text: string): number {
  const value = natural(text);
  if (value > 65_535) throw new InvalidArgumentError("a port is a number from 0 to 65535");
  return value;
}

function origin(text: string, before: readonly string[] = []): readonly string[] {
  if (URL.canParse(text) && new URL(text).origin === text) return [...before, text];
  throw new InvalidArgumentError("an origin has a scheme, a host and perhaps a port, as http://localhost:8000");
}

function variable(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const separator = text.indexOf("=");
  if (separator < 1) throw new InvalidArgumentError("write NAME=VALUE");
  const value = text.slice(separator + 1);
  return {
    ...before,
    [text.slice(0, separator)]: value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value,
  };
}
