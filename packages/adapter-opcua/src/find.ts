import { type FindOptions, type FoundEntry, merged } from "@thingwright/adapter-core";
import { uriHost } from "@thingwright/contracts";
import { type FoundService, findServices } from "@thingwright/discovery";
import { asWotError } from "@thingwright/errors";
import { parseOpcuaAddress } from "./binding/opcua-address.js";
import { answersHello } from "./hello.js";

/** Where servers listen, unless they are told otherwise (OPC 10000-6 §7.2). */
const defaultPort = 4840;

const helloTimeoutMs = 3_000;

/** Part of an entry of a configuration. */
interface FoundServer {
  readonly url: string;
}

/**
 * OPC UA servers that announce themselves by Multicast DNS (`_opcua-tcp._tcp`), and those at the hosts that are named
 * (`host` or `host:port`).
 *
 * @param services - finds services of a type; for tests
 * @see OPC 10000-12 §4.3.4, Annex C
 */
export async function* findServers(
  options: FindOptions,
  services: (type: string, options: FindOptions) => AsyncIterable<FoundService> = findServices,
): AsyncIterable<FoundEntry<FoundServer>> {
  const { hosts = [], logger } = options;
  const seen = new Set<string>();
  const failed = (error: unknown): void =>
    logger.warn("OPC UA servers cannot be looked for", { message: asWotError(error).message });
  const sources = [announced(services("_opcua-tcp._tcp", options)), ...hosts.map((host) => atHost(host, options))];
  for await (const found of merged(sources, failed)) {
    if (seen.has(found.entry.url)) continue;
    seen.add(found.entry.url);
    yield found;
  }
}

async function* announced(services: AsyncIterable<FoundService>): AsyncIterable<FoundEntry<FoundServer>> {
  for await (const { name, host, port, text } of services) {
    const path = text.get("path") ?? "";
    const url = `opc.tcp://${uriHost(host)}:${port}${path.startsWith("/") ? path : ""}`;
    const address = parseOpcuaAddress(url);
    if (address !== undefined)
      yield { entry: { url: address.url }, title: `OPC UA server "${name}" at ${address.url}` };
  }
}

async function* atHost(written: string, options: FindOptions): AsyncIterable<FoundEntry<FoundServer>> {
  const { signal, clock } = options;
  const [, host = written, port] = /^(.*[^:]):(\d{1,5})$/.exec(written) ?? [];
  const bare = host.replace(/^\[|\]$/g, "");
  const number = port === undefined ? defaultPort : Number(port);
  if (number > 0xffff || !(await answersHello(bare, number, { timeoutMs: helloTimeoutMs, signal, clock }))) return;
  const url = `opc.tcp://${uriHost(bare)}:${number}`;
  yield { entry: { url }, title: `OPC UA server at ${url}` };
}
