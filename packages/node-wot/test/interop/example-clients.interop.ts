import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { freeUdpPort } from "../../../../interop/test/support/free-udp-port.js";
import type { Wot } from "./counter-program.js";
import {
  advertiseLoopback,
  type Implementation,
  implementations,
  type ListeningServer,
  type RunningServient,
} from "./implementations.js";
import { hasExamples, type RunningExample, runExample } from "./published-example.js";

const started: RunningServient[] = [];
const servers: ListeningServer[] = [];

beforeAll(advertiseLoopback);

afterEach(async () => {
  // The clients never stop their subscriptions, and node-wot's server waits for them.
  for (const server of servers.splice(0)) server.getServer?.().closeAllConnections();
  for (const servient of started.splice(0).reverse()) await servient.shutdown();
});

type Pair = readonly [server: Implementation, client: Implementation];

const alone: Pair = ["node-wot 0.8.16", "node-wot 0.8.16"];

const pairs: readonly Pair[] = [
  ["the stand-in", "node-wot 0.8.16"],
  ["the stand-in", "node-wot 0.9.2"],
  ["the stand-in", "the stand-in"],
  ["node-wot 0.8.16", "the stand-in"],
  ["node-wot 0.9.2", "the stand-in"],
];

async function begin(servient: RunningServient): Promise<Wot> {
  started.push(servient);
  return servient.start();
}

/** Exposes an example over HTTP, and over CoAP where the server is the stand-in: node-wot's CoAP server knows no URI variables. */
async function expose(script: string, by: Implementation): Promise<string> {
  const { core, http, coap } = implementations[by];
  const servient = new core.Servient();
  const server = new http.HttpServer({ port: 0 });
  servers.push(server);
  servient.addServer(server);
  if (by === "the stand-in") servient.addServer(new coap.CoapServer({ port: await freeUdpPort() }));
  const example = runExample(script, { WoT: await begin(servient) });
  await example.said(" ready");
  return `http://127.0.0.1:${server.getPort()}`;
}

/** Runs a client of an example, which finds the Thing at `base` wherever it looks for it itself. */
async function run(script: string, by: Implementation, base: string): Promise<RunningExample> {
  const { core, http, coap } = implementations[by];
  const servient = new core.Servient();
  servient.addClientFactory(new http.HttpClientFactory());
  servient.addClientFactory(new coap.CoapClientFactory());
  const wot = await begin(servient);
  const requestThingDescription = (url: string) => wot.requestThingDescription(base + new URL(url).pathname);
  return runExample(script, { WoT: { consume: (td: object) => wot.consume(td), requestThingDescription } });
}

/** What a client says but for the Thing Description, and for how errors look. */
const told = ({ lines }: RunningExample): string[] =>
  lines
    .filter((line) => !line.startsWith('{"@context"') && !line.includes("securityDefinitions"))
    .map((line) => line.replace(/(WRITE \(.*\)): .*$/, "$1"));

const clients = {
  "scripts/counter-client": {
    of: "scripts/counter",
    last: "after decrement is",
    says: "count value after decrement is 3",
  },
  "scripts/smart-coffee-machine-client": {
    of: "scripts/smart-coffee-machine",
    last: "maintenanceNeeded property has changed",
    says: "maintenanceNeeded property has changed! New value is:",
  },
  "testthing/testclient": {
    of: "testthing/testthing",
    last: 'object WRITE ([24,"dark"])',
    says: 'PASS object WRITE ({"id":23,"name":"illuminated"})',
  },
};

type Client = keyof typeof clients;

async function linesOf(client: Client, [server, by]: Pair): Promise<string[]> {
  const { of, last } = clients[client];
  const running = await run(client, by, await expose(of, server));
  await running.said(last);
  return told(running).sort();
}

describe("node-wot's published client", () => {
  if (!hasExamples) it.skip("skipped: needs node-wot's examples, by .ci/install-tools", () => {});

  describe.runIf(hasExamples).each(Object.keys(clients) as Client[])("%s", (client) => {
    it.each(pairs)("says the same of what %s exposes, used by %s, as over node-wot alone", async (server, by) => {
      const expected = await linesOf(client, alone);
      expect(expected).toContain(clients[client].says);
      expect(await linesOf(client, [server, by])).toEqual(expected);
    });
  });
});
