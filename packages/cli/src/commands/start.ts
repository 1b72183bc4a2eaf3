import { dnsSdAnnouncer } from "@thingwright/discovery";
import { isWotError, UsageError } from "@thingwright/errors";
import { type Building, startBuilding } from "@thingwright/gateway";
import type { ThingDescription } from "@thingwright/td";
import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { natural, origin, port } from "../option-values.js";
import { interruptSignal, type Terminal } from "../terminal.js";

interface StartOptions {
  readonly httpPort: number;
  readonly coapPort: number;
  readonly mqttPort: number;
  readonly seed: number;
  readonly announce: boolean;
  /** Origins whose web pages may use the HTTP server. */
  readonly cors?: readonly string[];
  readonly json: boolean;
}

/** `thingwright start` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .option("--http-port <port>", "TCP port of the HTTP server, 0 = any", port, 8080)
    .option("--coap-port <port>", "UDP port of the CoAP server, 0 = any", port, 5683)
    .option("--mqtt-port <port>", "TCP port of the MQTT broker, 0 = any", port, 1883)
    .option("--cors <origin>", "origin whose web pages may use the HTTP server; may be repeated", origin)
    .option("--seed <number>", "seed of the simulation", natural, 1)
    .option("--announce", "make the Things known by DNS-SD", false)
    .option("--json", "print one line of JSON when ready", false)
    .action((options: StartOptions) => perform(() => start(options, terminal)));
  example(command, "start --http-port 0 --json");
}

/** Runs the simulated building and its gateway until interrupted. */
async function start(options: StartOptions, terminal: Terminal): Promise<ExitCode> {
  const signal = interruptSignal(terminal);
  const announcers = options.announce ? [dnsSdAnnouncer()] : [];
  const building = await startBuilding({ ...options, announcers }).catch((error: unknown) => {
    throw namingTheFlag(error, options);
  });
  await using _ = building;
  terminal.out(options.json ? `${JSON.stringify(readiness(building))}\n` : table(building));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return exitCode.ok;
}

function readiness({ addresses }: Building) {
  const { http, coap, mqtt } = addresses;
  return { ready: true, things: `${http}/things`, http, coap, mqtt };
}

function table({ addresses, things }: Building): string {
  const rows = things.map(({ title, vendorProtocol, description }) => [
    title,
    vendorProtocol,
    ...["http", "coap", "mqtt"].map((scheme) => addressOf(description, scheme)),
  ]);
  const header = ["Thing", "Vendor's protocol", "HTTP", "CoAP", "MQTT"];
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const lines = [line(header), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)];
  return `${lines.join("\n")}\n\nBuilding ready: ${addresses.http}/things\n`;
}

/** What the hrefs of a Thing's Forms over one scheme have in common: where the Thing is. */
function addressOf({ properties = {} }: ThingDescription, scheme: string): string {
  const hrefs = Object.values(properties).flatMap(({ forms }) => forms.map(({ href }) => href));
  const href = hrefs.find((each) => each.startsWith(`${scheme}:`));
  return href?.slice(0, href.indexOf("/properties/")) ?? "";
}

/** A taken port, told with the flag that chooses another. */
function namingTheFlag(error: unknown, options: StartOptions): unknown {
  if (!isWotError(error) || error.code !== "WOT_ADDRESS_IN_USE") return error;
  const { port, syscall } = (error.cause ?? {}) as { port?: number; syscall?: string };
  const flag = syscall === "bind" ? "--coap-port" : port === options.mqttPort ? "--mqtt-port" : "--http-port";
  const message = `port ${port} is already taken: choose another with ${flag} PORT (0 = any free one)`;
  return new UsageError("WOT_ADDRESS_IN_USE", message, { cause: error });
}
