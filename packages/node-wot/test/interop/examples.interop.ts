import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { freeUdpPort } from "../../../../interop/test/support/free-udp-port.js";
import type { Consumed, Wot } from "./counter-program.js";
import { type ExampleName, exampleNames, type Outcome, useExample } from "./example-uses.js";
import { advertiseLoopback, type Implementation, implementations, type RunningServient } from "./implementations.js";
import { type Difference, knownDifferences, type Protocol, type Setting } from "./known-differences.js";
import { hasExamples, type RunningExample, runExample } from "./published-example.js";

const started: RunningServient[] = [];

beforeAll(advertiseLoopback);

afterEach(async () => {
  for (const servient of started.splice(0).reverse()) await servient.shutdown();
});

async function begin(of: Implementation, part: "addServer" | "addClientFactory", what: object): Promise<Wot> {
  const servient = new implementations[of].core.Servient();
  servient[part](what);
  started.push(servient);
  return servient.start();
}

/** The entry points as a script has them, which keep what it produces. */
function watched(wot: Wot): {
  readonly WoT: Pick<Wot, "produce">;
  readonly produced: { getThingDescription(): object }[];
} {
  const produced: { getThingDescription(): object }[] = [];
  const produce: Wot["produce"] = async (init) => {
    const thing = await wot.produce(init);
    produced.push(thing);
    return thing;
  };
  return { WoT: { produce }, produced };
}

/** An example that `of` exposes, and its description. */
async function exposed(name: ExampleName, of: Implementation, protocol: Protocol) {
  const { http, coap } = implementations[of];
  const server =
    protocol === "http" ? new http.HttpServer({ port: 0 }) : new coap.CoapServer({ port: await freeUdpPort() });
  const { WoT, produced } = watched(await begin(of, "addServer", server));
  const example: RunningExample = runExample(name, { WoT });
  await example.said(" ready");
  return { example, td: produced[0]?.getThingDescription() ?? {} };
}

async function consumed(td: object, by: Implementation, protocol: Protocol): Promise<Consumed> {
  const { http, coap } = implementations[by];
  const factory = protocol === "http" ? new http.HttpClientFactory() : new coap.CoapClientFactory();
  return (await begin(by, "addClientFactory", factory)).consume(td);
}

/** What comes of using an example, exposed by one and consumed by another. */
async function outcomesOf(name: ExampleName, { server, client, protocol }: Setting): Promise<readonly Outcome[]> {
  const { td } = await exposed(name, server, protocol);
  // Observations end the process of node-wot's CoAP server 0.8.16.
  const hears = protocol === "http" || server === "the stand-in";
  return withoutChance(await useExample(name, await consumed(td, client, protocol), hears));
}

/** Names and times that an example makes by chance are all the same here. */
const withoutChance = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  JSON.parse(
    JSON.stringify(outcomes)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"),
  );

const alone = new Map<string, Promise<readonly Outcome[]>>();

/**
 * What comes of it with nothing but node-wot. Its CoAP server knows no URI variables: it is compared with itself, and everything
 * else with what node-wot does over HTTP.
 */
function outcomesAlone(name: ExampleName, { server, protocol }: Setting): Promise<readonly Outcome[]> {
  const by = server === "the stand-in" ? "http" : protocol;
  const setting = { server: "node-wot 0.8.16", client: "node-wot 0.8.16", protocol: by } as const;
  const known = alone.get(name + by) ?? outcomesOf(name, setting);
  alone.set(name + by, known);
  return known;
}

function differences(expected: readonly Outcome[], other: readonly Outcome[]): readonly Difference[] {
  const compared = expected.filter(([step]) => other.some(([done]) => done === step));
  expect(other.map(([step]) => step)).toEqual(compared.map(([step]) => step));
  return other
    .map(([step, here], index) => ({ step, here, alone: compared[index]?.[1] ?? "refused" }))
    .filter(({ here, alone }) => JSON.stringify(here) !== JSON.stringify(alone));
}

const settings: readonly Setting[] = [
  { server: "the stand-in", client: "node-wot 0.8.16", protocol: "http" },
  { server: "the stand-in", client: "node-wot 0.9.2", protocol: "http" },
  { server: "the stand-in", client: "the stand-in", protocol: "http" },
  { server: "node-wot 0.8.16", client: "the stand-in", protocol: "http" },
  { server: "node-wot 0.9.2", client: "the stand-in", protocol: "http" },
  { server: "the stand-in", client: "node-wot 0.8.16", protocol: "coap" },
  { server: "the stand-in", client: "the stand-in", protocol: "coap" },
  { server: "node-wot 0.8.16", client: "the stand-in", protocol: "coap" },
];

/** Which of the known differences have been seen. */
const seen = new Set<string>();

describe("node-wot's published example", () => {
  if (!hasExamples) it.skip("skipped: needs node-wot's examples, by .ci/install-tools", () => {});

  describe.runIf(hasExamples).each(exampleNames)("%s", (name) => {
    it.each(settings)("is the same over $protocol, exposed by $server and used by $client", async (setting) => {
      const found = differences(await outcomesAlone(name, setting), await outcomesOf(name, setting));
      const unexplained = found.filter((difference) => {
        const [why] = Object.entries(knownDifferences).find(([, is]) => is(difference, setting)) ?? [];
        if (why !== undefined) seen.add(why);
        return why === undefined;
      });
      expect(unexplained).toEqual([]);
    });
  });

  it.runIf(hasExamples)("differs in every way that is known", () => {
    expect([...seen].sort()).toEqual(Object.keys(knownDifferences).sort());
  });
});
