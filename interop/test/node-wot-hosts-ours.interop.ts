import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { coapClient, coapServer } from "@thingwright/binding-coap";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { runConformance } from "@thingwright/conformance";
import type { Credentials, ServerBinding } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { type OurServerOptions, thingwright } from "@thingwright/node-wot/our-bindings";
import type { ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const folder = new URL("../package.json", import.meta.url);
const require = createRequire(folder);
const hasNodeWot = existsSync(new URL("node_modules/@node-wot/core", folder));

/** Checks whose verdict node-wot's core decides, by what it writes into a Thing Description, whichever server serves it. */
const decidedByCore = new RegExp(
  `^(?:${[
    // It claims no profile.
    "http-basic-profile-.*",
    "http-sse-profile-.*",
    "common-constraints-.*",
    "td-vocab-profile--Thing",
    // It keeps no invocations of actions, and does not say that an action is synchronous.
    "td-vocab-synchronous--ActionAffordance",
    "td-vocab-op--Form_queryallactions",
    // So no Form of HTTP has to name its method.
    "arch-op-request-method",
    "td-form-protocolbindings",
    // It writes defaults out, and @type.
    "td-vocab-at-type--Thing",
    "td-vocab-(?:safe|idempotent)--ActionAffordance",
    "td-action-names_(?:safe|idempotent)",
    "td-(?:vocab|property-names_|data-schema_).*(?:readOnly|writeOnly).*",
    "td-security-combo-deprecation",
  ].join("|")})$`,
);

/** What the tests use of a Thing in either Servient. */
interface AnyExposedThing {
  setPropertyReadHandler(name: string, handler: () => Promise<unknown>): unknown;
  setPropertyWriteHandler(name: string, handler: (value: { value(): Promise<unknown> }) => Promise<void>): unknown;
  setActionHandler(
    name: string,
    handler: (input: { value(): Promise<unknown> }, options: Options) => Promise<unknown>,
  ): unknown;
  emitEvent(name: string, data: unknown): void;
  emitPropertyChange(name: string): Promise<void>;
  expose(): Promise<void>;
  getThingDescription(): ThingDescription;
}

interface Options {
  readonly uriVariables?: Readonly<Record<string, unknown>>;
}

interface Output {
  value(): Promise<unknown>;
}

interface TheirConsumedThing {
  readProperty(name: string, options?: object): Promise<Output>;
  writeProperty(name: string, value: unknown, options?: object): Promise<void>;
  invokeAction(name: string, input?: unknown, options?: object): Promise<Output>;
  observeProperty(name: string, listener: (output: Output) => void): Promise<{ stop(): Promise<void> }>;
  subscribeEvent(
    name: string,
    listener: (output: Output) => void,
    onError?: undefined,
    options?: object,
  ): Promise<{ stop(): Promise<void> }>;
  readAllProperties(): Promise<ReadonlyMap<string, Output>>;
}

interface TheirWot {
  produce(init: object): Promise<AnyExposedThing>;
  consume(td: object): Promise<TheirConsumedThing>;
}

interface TheirServient {
  addServer(server: unknown): void;
  addClientFactory(factory: unknown): void;
  addCredentials(credentials: object): void;
  start(): Promise<TheirWot>;
  shutdown(): Promise<void>;
}

const counter = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en" }],
  id: "urn:example:counter",
  title: "Counter",
  properties: { count: { type: "integer", minimum: 0, maximum: 1000, observable: true } },
  actions: {
    add: {
      input: { type: "integer" },
      output: { type: "integer" },
      uriVariables: { times: { type: "integer", minimum: 1 } },
    },
  },
  events: { full: { data: { type: "string" }, uriVariables: { tag: { type: "string" } } } },
} as const;

/** Gives the Thing its handlers, in the words that both Servients know. */
function behave(thing: AnyExposedThing): void {
  let count = 3;
  thing.setPropertyReadHandler("count", async () => count);
  thing.setPropertyWriteHandler("count", async (value) => {
    count = (await value.value()) as number;
    await thing.emitPropertyChange("count");
  });
  thing.setActionHandler("add", async (input, options) => {
    count += ((await input.value()) as number) * ((options.uriVariables?.times as number | undefined) ?? 1);
    return count;
  });
}

const newServient = (): TheirServient => new (require("@node-wot/core").Servient)() as TheirServient;

const bindings = {
  http: { server: () => httpServer({ port: 0 }), client: () => httpClient() },
  coap: { server: () => coapServer({ port: 0 }), client: () => coapClient() },
  mqtt: { server: () => mqttServer({ port: 0 }), client: () => mqttClient() },
} as const;

describe.each(["http", "coap", "mqtt"] as const)("our %s bindings in node-wot's Servient", (scheme) => {
  if (!hasNodeWot) it.skip("skipped: needs npm run interop", () => {});
  /** Topics of MQTT have none. */
  const hasVariables = scheme !== "mqtt";
  let servient: TheirServient;
  let exposed: AnyExposedThing;
  let thing: TheirConsumedThing;

  beforeEach(async () => {
    if (!hasNodeWot) return;
    servient = newServient();
    const server = thingwright(bindings[scheme].server());
    servient.addServer(server);
    servient.addClientFactory(thingwright(bindings[scheme].client()));
    expect(server.getPort()).toBe(-1);
    const wot = await servient.start();
    expect(server.getPort()).toBeGreaterThan(0);
    exposed = await wot.produce(structuredClone(counter));
    behave(exposed);
    await exposed.expose();
    thing = await wot.consume(exposed.getThingDescription());
  });

  afterEach(async () => servient?.shutdown());

  it.runIf(hasNodeWot)("read, write and invoke", async () => {
    expect(await (await thing.readProperty("count")).value()).toBe(3);
    await thing.writeProperty("count", 7);
    const times = hasVariables ? 5 : 1;
    expect(await (await thing.invokeAction("add", 2, { uriVariables: { times } })).value()).toBe(7 + 2 * times);
    expect(await (await thing.readProperty("count")).value()).toBe(7 + 2 * times);
  });

  it.runIf(hasNodeWot)("refuse what does not match its schema, which node-wot leaves to the handler", async () => {
    await expect(thing.writeProperty("count", 5000)).rejects.toMatchObject({ family: "RemoteError" });
    expect(await (await thing.readProperty("count")).value()).toBe(3);
  });

  it.runIf(hasNodeWot)("observe, and end it", async () => {
    const seen: unknown[] = [];
    const observation = await thing.observeProperty("count", async (output) => seen.push(await output.value()));
    await thing.writeProperty("count", 8);
    await expect.poll(() => seen.at(-1)).toBe(8);
    await observation.stop();
    const before = seen.length;
    await thing.writeProperty("count", 9);
    expect(seen).toHaveLength(before);
  });

  it.runIf(hasNodeWot)("subscribe to an event with URI variables, and end it without them", async () => {
    const seen: unknown[] = [];
    const options = { uriVariables: { tag: "a" } };
    const subscription = await thing.subscribeEvent(
      "full",
      async (output) => seen.push(await output.value()),
      undefined,
      options,
    );
    exposed.emitEvent("full", "to the brim");
    await expect.poll(() => seen).toEqual(["to the brim"]);
    await subscription.stop();
    exposed.emitEvent("full", "again");
    await thing.readProperty("count");
    expect(seen).toEqual(["to the brim"]);
  });
});

describe("a Thing with security in node-wot's Servient", () => {
  if (!hasNodeWot) it.skip("skipped: needs npm run interop", () => {});
  const started: TheirServient[] = [];
  afterEach(async () => {
    for (const servient of started.splice(0)) await servient.shutdown();
  });

  /** Exposes the counter with `scheme`. */
  async function secured(scheme: object, credentials: readonly object[], options: OurServerOptions = {}) {
    const init = { ...structuredClone(counter), securityDefinitions: { sc: scheme }, security: ["sc"] };
    const servient = newServient();
    started.push(servient);
    servient.addServer(thingwright(httpServer({ port: 0 }), options));
    for (const each of credentials) servient.addCredentials({ [init.id]: each });
    const exposed = await (await servient.start()).produce(init);
    behave(exposed);
    await exposed.expose();
    return exposed.getThingDescription();
  }

  /** The counter, by our client in another Servient of theirs. */
  async function consumed(td: ThingDescription, credentials?: object): Promise<TheirConsumedThing> {
    const servient = newServient();
    started.push(servient);
    servient.addClientFactory(thingwright(httpClient()));
    if (credentials !== undefined) servient.addCredentials({ [counter.id]: credentials });
    return (await servient.start()).consume(structuredClone(td));
  }

  it.runIf(hasNodeWot).each(["basic", "digest"])(
    "is used with the credentials that node-wot has for it, one of several, and not without: %s",
    async (scheme) => {
      const [ada, carl] = [
        { username: "ada", password: "lovelace" },
        { username: "carl", password: "gauss" },
      ];
      const td = await secured({ scheme, in: "header" }, [ada, carl]);
      await expect((await consumed(td)).readProperty("count")).rejects.toMatchObject({ family: "CredentialsError" });
      const wrong = await consumed(td, { ...carl, password: "lovelace" });
      await expect(wrong.readProperty("count")).rejects.toMatchObject({ family: "CredentialsError" });
      expect(await (await (await consumed(td, carl)).readProperty("count")).value()).toBe(3);
    },
  );

  it.runIf(hasNodeWot)("is used with what a verifier of the application takes, such as tokens of OAuth", async () => {
    const verify = (_: string, { token }: Credentials) =>
      token === "a token" ? { name: "ada", scopes: [] } : undefined;
    const scheme = { scheme: "oauth2", flow: "client", token: "https://as.example/token" };
    const td = await secured(scheme, [], { verifier: { verify } });
    const address = String(td.properties?.count?.forms?.[0]?.href);
    const asked = (token: string) => fetch(address, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await asked("a token")).json()).toBe(3);
    expect((await asked("another")).status).toBe(401);
  });
});

describe.each(["http", "coap", "mqtt"] as const)("the suite's verdicts on our %s server", (scheme) => {
  if (!hasNodeWot) it.skip("skipped: needs npm run interop", () => {});

  /** By check. */
  async function verdictsOn(expose: (server: ServerBinding) => Promise<[ThingDescription, () => Promise<void>]>) {
    const [td, stop] = await expose(bindings[scheme].server());
    const report = await runConformance(td, { allow: ["write"] });
    await stop();
    return new Map(report.things.flatMap(({ results }) => results.map(({ id, verdict }) => [id, verdict])));
  }

  it.runIf(hasNodeWot)("are in node-wot's Servient what they are in ours, but for what its core decides", async () => {
    const ours = await verdictsOn(async (server) => {
      const servient = new Servient({ servers: [server] });
      await servient.start();
      const thing = servient.produce(structuredClone(counter) as never) as unknown as AnyExposedThing;
      behave(thing);
      await thing.expose();
      return [thing.getThingDescription(), () => servient.stop()];
    });
    const theirs = await verdictsOn(async (server) => {
      const servient = newServient();
      servient.addServer(thingwright(server));
      const wot = await servient.start();
      const thing = await wot.produce(structuredClone(counter));
      behave(thing);
      await thing.expose();
      return [thing.getThingDescription(), () => servient.shutdown()];
    });
    const different = [...ours].filter(([id, verdict]) => theirs.get(id) !== verdict && !decidedByCore.test(id));
    expect(different.map(([id, verdict]) => `${id}: ${verdict}, there ${theirs.get(id)}`)).toEqual([]);
    expect([...theirs].filter(([id, verdict]) => verdict === "fail" && ours.get(id) !== "fail")).toEqual([]);
    expect([...theirs.values()].filter((verdict) => verdict === "pass").length).toBeGreaterThan(50);
  });
});
