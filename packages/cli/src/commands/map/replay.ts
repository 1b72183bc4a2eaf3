import { UsageError } from "@thingwright/errors";
import { replay } from "@thingwright/recording";
import { instantiate, isRecord, type JsonValue, type ThingModel } from "@thingwright/td";
import { type Command, InvalidArgumentError } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument, readJson } from "../../document.js";
import { type ExitCode, exitCode } from "../../exit-code.js";
import { port, variable } from "../../option-values.js";
import { jsonText, writeText } from "../../output.js";
import { interruptSignal, type Terminal, visible } from "../../terminal.js";

interface ReplayOptions {
  readonly port?: ReadonlyMap<string, number>;
  readonly set?: ReadonlyMap<string, unknown>;
  readonly thing?: string;
  readonly broker?: string;
  readonly out?: string;
  readonly json: boolean;
}

/** `thingwright map replay FILE` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<file>", "the recording, as map record writes it")
    .option("--out <file>", "write the device's Thing Description with the addresses at which it is played")
    .option("--thing <file>", "its Thing Description or Thing Model, where the recording has none")
    .option("--set <name=value>", "value of a placeholder; may be repeated", variable)
    .option("--port <name=port>", "port of a server, as HTTP_URL=8080; may be repeated; default: any free one", portOf)
    .option("--broker <url>", "the broker that a device of MQTT connects to; default: one of its own")
    .option("--json", "print one line of JSON when ready, and one for each request that is not recorded", false)
    .action((file: string, options: ReplayOptions) => perform(() => play(file, options, terminal)));
  example(
    command,
    "map replay plug.traffic.jsonl --out plug.td.json",
    "map replay plug.traffic.jsonl --port MQTT_URL=1883",
  );
}

function portOf(text: string, before: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, number> {
  const [name = "", value = ""] = text.split("=", 2);
  if (name === "" || value === "") throw new InvalidArgumentError("write NAME=PORT");
  return new Map([...before, [name, port(value)]]);
}

/** Plays a recording until interrupted. */
async function play(file: string, options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  const signal = interruptSignal(terminal);
  const text = await recordingOf(file, terminal);
  const { port: ports = new Map(), set = new Map(), broker, json } = options;
  const values = Object.fromEntries(set) as Readonly<Record<string, JsonValue>>;
  await using running = await replay(text, {
    ports: Object.fromEntries(ports),
    placeholders: Object.fromEntries([...set].map(([name, value]) => [name, String(value)])),
    ...(broker !== undefined && { mqttUrl: broker }),
    unrecorded: (what) => {
      if (json) terminal.out(`${JSON.stringify({ unrecorded: what })}\n`);
      else terminal.err(`not in the recording: ${visible(what)}\n`);
    },
  });
  const thing =
    options.thing === undefined
      ? running.thing
      : await thingOf(options.thing, { ...running.placeholders, ...values }, terminal);
  if (options.out !== undefined && thing !== undefined) await writeText(options.out, jsonText(thing));
  const servers = Object.fromEntries(running.urls);
  const { out } = options;
  if (json) terminal.out(`${JSON.stringify({ ready: true, servers, ...(thing !== undefined && { thing }) })}\n`);
  else terminal.out(told(servers, thing === undefined ? undefined : out));
  await new Promise<void>((end) => {
    if (signal.aborted) end();
    signal.addEventListener("abort", () => end(), { once: true });
  });
  return exitCode.ok;
}

/** Longest recording that is played: what is recorded is a quarter of it at most. */
const maxRecordingBytes = 64 * 1024 * 1024;

async function recordingOf(file: string, terminal: Terminal): Promise<string> {
  const bytes = await readDocument(file, terminal, maxRecordingBytes + 1);
  if (bytes.length <= maxRecordingBytes) return new TextDecoder().decode(bytes);
  throw new UsageError("WOT_ARGUMENT", `${file} has more than ${maxRecordingBytes} bytes`);
}

async function thingOf(
  file: string,
  placeholders: Readonly<Record<string, JsonValue>>,
  terminal: Terminal,
): Promise<unknown> {
  const document = await readJson(file, terminal);
  const isModel = isRecord(document) && [document["@type"]].flat().includes("tm:ThingModel");
  return isModel ? instantiate(document as unknown as ThingModel, { placeholders }) : document;
}

function told(servers: Readonly<Record<string, string>>, out: string | undefined): string {
  const lines = Object.entries(servers).map(([name, url]) => `  ${name}  ${url}\n`);
  return `${lines.join("")}The device is there${out === undefined ? "" : `; its Thing Description is ${out}`}\n`;
}
