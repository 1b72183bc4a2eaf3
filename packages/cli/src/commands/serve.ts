import { dirname, resolve } from "node:path";
import { isWotError } from "@thingwright/errors";
import { type Gateway, type GatewayConfiguration, startGateway } from "@thingwright/gateway";
import { memoryCredentials } from "@thingwright/security";
import type { Command } from "commander";
import { adapterClients, adapters } from "../adapters.js";
import { type CommandContext, example } from "../command.js";
import { readCredentials } from "../credentials-file.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { watchFile } from "../file-watch.js";
import { besideFile, credentialsFileOf, credentialsOf, readGatewayFile, stateFolderOf } from "../gateway-file.js";
import { ReplaceableCredentials } from "../replaceable-credentials.js";
import { interruptSignal, type Terminal, visible } from "../terminal.js";

interface ServeOptions {
  readonly credentials?: string;
  readonly check: boolean;
  readonly json: boolean;
}

/** `thingwright serve CONFIG` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<config>", "YAML or JSON: servers, security, devices, adapters")
    .option(
      "--credentials <file>",
      "secrets for devices; default: CONFIG with .credentials.json at its end, if there is one",
    )
    .option("--check", "say whether the configuration can be used, and end", false)
    .option("--json", "print a line of JSON when ready and after each change", false)
    .action((config: string, options: ServeOptions) => perform(() => serve(config, options, terminal)));
  example(command, "serve house.yaml", "serve house.yaml --check");
}

/** Offers the devices of a configuration until interrupted; what changes in the file changes at once, and alone. */
async function serve(file: string, options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const signal = interruptSignal(terminal);
  const configuration = await readGatewayFile(file, adapters);
  if (options.check) {
    terminal.out(`${visible(file)} can be used\n`);
    return exitCode.ok;
  }
  const credentials = new ReplaceableCredentials(await secretsFor(file, options));
  const readFile = besideFile(file);
  await using gateway = await startGateway(configuration, {
    ...{ readFile, adapters, clients: adapterClients(), credentials, stateFolder: stateFolderOf(file) },
  });
  const tell = (): void => terminal.out(options.json ? `${JSON.stringify(readiness(gateway))}\n` : told(gateway));
  tell();
  const reload = async (): Promise<void> => {
    try {
      credentials.become(await secretsFor(file, options));
      await gateway.reload(await readGatewayFile(file, adapters));
      tell();
    } catch (error) {
      if (!isWotError(error)) throw error;
      terminal.err(`error: ${visible(error.message)}; what was there goes on\n`);
    }
  };
  const watches = watchedFiles(file, configuration, options).map((each) => watchFile(each, reload));
  await new Promise<void>((end) => {
    if (signal.aborted) end();
    signal.addEventListener("abort", () => end(), { once: true });
  });
  await Promise.all(watches.map((stopWatching) => stopWatching()));
  return exitCode.ok;
}

/** The configuration, the secrets, and the certificate: whoever renews one replaces its file. */
function watchedFiles(file: string, { http }: GatewayConfiguration, { credentials }: ServeOptions): readonly string[] {
  const certificate = http?.tls === undefined ? [] : [resolve(dirname(file), http.tls.cert)];
  return [file, credentials ?? credentialsFileOf(file), ...certificate];
}

async function secretsFor(file: string, { credentials }: ServeOptions) {
  const from = credentialsOf(file, credentials);
  return from === undefined ? memoryCredentials() : (await readCredentials(from)).credentials;
}

function readiness({ addresses, parts }: Gateway) {
  const things = parts.flatMap((part) => part.things.map(({ id, title }) => ({ id, title })));
  return { ready: true, addresses, things, problems: problemsOf(parts) };
}

function told({ addresses, parts }: Gateway): string {
  const things = parts.flatMap((part) => part.things);
  const lines = [
    ...things.map(({ title, id = "" }) => `  ${visible(title)}  ${visible(id)}`),
    ...problemsOf(parts).map(({ part, problem }) => `  not offered: ${visible(`${part}: ${problem}`)}`),
  ];
  const count = things.length === 1 ? "1 Thing" : `${things.length} Things`;
  return `${lines.join("\n")}\n${count} at ${addresses.join(", ")}\n`;
}

const problemsOf = (parts: Gateway["parts"]) =>
  parts.flatMap(({ key, problem, problems }) =>
    [...(problem === undefined ? [] : [problem]), ...problems].map((each) => ({ part: key, problem: each })),
  );
