import { dirname, resolve } from "node:path";
import { isWotError, UsageError } from "@thingwright/errors";
import { type Gateway, type GatewayConfiguration, gatewayConfiguration, startGateway } from "@thingwright/gateway";
import { parseJsonText } from "@thingwright/td";
import type { Command } from "commander";
import { parse, YAMLError } from "yaml";
import { type CommandContext, example } from "../command.js";
import { readCredentials } from "../credentials-file.js";
import { readDocument } from "../document.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { watchFile } from "../file-watch.js";
import { interruptSignal, type Terminal, visible } from "../terminal.js";

interface ServeOptions {
  readonly credentials?: string;
  readonly check: boolean;
  readonly json: boolean;
}

/** `thingwright serve CONFIG` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<config>", "YAML or JSON: servers, devices, adapters")
    .option("--credentials <file>", "secrets for devices, by their ids with #southbound, and security definition")
    .option("--check", "say whether the configuration can be used, and end", false)
    .option("--json", "print a line of JSON when ready and after each change", false)
    .action((config: string, options: ServeOptions) => perform(() => serve(config, options, terminal)));
  example(command, "serve house.yaml", "serve house.yaml --check");
}

/** Offers the devices of a configuration until interrupted; what changes in the file changes at once, and alone. */
async function serve(file: string, options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const signal = interruptSignal(terminal);
  const configuration = await readConfiguration(file);
  if (options.check) {
    terminal.out(`${visible(file)} can be used\n`);
    return exitCode.ok;
  }
  const secrets = options.credentials === undefined ? {} : await readCredentials(options.credentials);
  const read = (name: string): Promise<unknown> => readJsonDocument(resolve(dirname(file), name));
  await using gateway = await startGateway(configuration, { readDocument: read, ...secrets });
  const tell = (): void => terminal.out(options.json ? `${JSON.stringify(readiness(gateway))}\n` : told(gateway));
  tell();
  const stopWatching = watchFile(file, async () => {
    try {
      await gateway.reload(await readConfiguration(file));
      tell();
    } catch (error) {
      if (!isWotError(error)) throw error;
      terminal.err(`error: ${visible(error.message)}; what was there goes on\n`);
    }
  });
  await new Promise<void>((end) => {
    if (signal.aborted) end();
    signal.addEventListener("abort", () => end(), { once: true });
  });
  await stopWatching();
  return exitCode.ok;
}

/** @throws {UsageError} WOT_ARGUMENT when the file cannot be read, or holds no configuration */
async function readConfiguration(file: string): Promise<GatewayConfiguration> {
  const text = new TextDecoder().decode(await readDocument(file));
  try {
    // Aliases could make a short text a large document.
    return gatewayConfiguration(parse(text, { maxAliasCount: 0, prettyErrors: true }));
  } catch (cause) {
    if (!(cause instanceof YAMLError) && !(cause instanceof ReferenceError)) throw cause;
    throw new UsageError("WOT_ARGUMENT", `${file} is neither YAML nor JSON: ${cause.message}`, { cause });
  }
}

async function readJsonDocument(file: string): Promise<unknown> {
  const json = parseJsonText(await readDocument(file));
  if (json.ok) return json.value;
  throw new UsageError("WOT_ARGUMENT", `${file} cannot be used: ${json.finding.message}`);
}

function readiness({ addresses, parts }: Gateway) {
  const things = parts.flatMap((part) => part.things.map(({ id, title }) => ({ id, title })));
  const problems = parts.flatMap(({ key, problem }) => (problem === undefined ? [] : [{ part: key, problem }]));
  return { ready: true, addresses, things, problems };
}

function told({ addresses, parts }: Gateway): string {
  const things = parts.flatMap((part) => part.things);
  const lines = [
    ...things.map(({ title, id = "" }) => `  ${visible(title)}  ${visible(id)}`),
    ...parts.flatMap(({ key, problem }) =>
      problem === undefined ? [] : `  not offered: ${visible(`${key}: ${problem}`)}`,
    ),
  ];
  const count = things.length === 1 ? "1 Thing" : `${things.length} Things`;
  return `${lines.join("\n")}\n${count} at ${addresses.join(", ")}\n`;
}
