import type { DiscoverySource } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { report } from "../failure.js";
import { introducersOf, wayNames } from "../introduction-ways.js";
import { positive } from "../option-values.js";
import { openServient } from "../target.js";
import { interruptSignal, type Terminal, visible } from "../terminal.js";

interface DiscoverCommandOptions {
  /** Seconds for which introductions are looked for. */
  readonly timeout: number;
  readonly via?: readonly string[];
  readonly credentials?: string;
  readonly json: boolean;
}

/** Milliseconds that each Thing Description has to arrive. */
const fetchMs = 10_000;

/** `thingwright discover [URL…]` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("[url...]", "where to look; without, on the local network")
    .option("--timeout <seconds>", "how long to look", positive, 5)
    .option("--via <ways>", `how to look, with commas between: ${wayNames.join(", ")}`, (text) => text.split(","))
    .option("--credentials <file>", 'JSON file with secrets, by origin under "origins"')
    .option("--json", "print one line of JSON for each Thing", false)
    .action((urls: string[], options: DiscoverCommandOptions) => perform(() => discover(urls, options, terminal)));
  example(command, "discover http://127.0.0.1:8080/things --json");
}

/** Prints Things as they are found; exit 1 when there is none. */
async function discover(
  hosts: readonly string[],
  options: DiscoverCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const introducers = introducersOf(options.via, hosts);
  await using servient = await openServient({ ...options, timeout: fetchMs }, { introducers });
  const process = servient.discover({
    timeoutMs: options.timeout * 1_000,
    signal: interruptSignal(terminal),
    onError: (error) => report(error, terminal, options.json),
  });
  let code: ExitCode = exitCode.failed;
  for await (const thing of process) {
    terminal.out(lineOf(thing, process.sourceOf(thing), options.json));
    code = exitCode.ok;
  }
  return code;
}

function lineOf(thing: ThingDescription, source: DiscoverySource | undefined, asJson: boolean): string {
  if (asJson) return `${JSON.stringify({ ...source, thing })}\n`;
  return `${visible(thing.title)}  ${source?.url}  (${source?.via})\n`;
}
