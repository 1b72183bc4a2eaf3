import { afterEach, describe, expect, it } from "vitest";
import { CoapClientFactory, CoapServer } from "../../../src/stand-in/binding-coap.js";
import { HttpClientFactory, HttpServer } from "../../../src/stand-in/binding-http.js";
import { type ProtocolServer, Servient } from "../../../src/stand-in/core.js";

const servients: Servient[] = [];

afterEach(async () => {
  for (const servient of servients.splice(0)) await servient.shutdown();
});

async function started(...servers: ProtocolServer[]) {
  const servient = new Servient();
  servients.push(servient);
  for (const server of servers) servient.addServer(server);
  servient.addClientFactory(new HttpClientFactory());
  servient.addClientFactory(new CoapClientFactory());
  return { servient, wot: await servient.start() };
}

const counter = {
  title: "Counter",
  properties: { count: { type: "integer", observable: true } },
  actions: { add: { input: { type: "integer" }, output: { type: "integer" } }, reset: {} },
  events: { changed: { data: { type: "integer" } } },
};

async function exposedCounter(...servers: ProtocolServer[]) {
  const { servient, wot } = await started(...servers);
  const thing = await wot.produce(counter);
  let count = 0;
  thing.setPropertyReadHandler("count", async () => count);
  thing.setPropertyWriteHandler("count", async (value) => {
    count = await value.value();
    await thing.emitPropertyChange("count");
  });
  thing.setActionHandler("add", async (input) => {
    count += await input.value<number>();
    thing.emitEvent("changed", count);
    return count;
  });
  thing.setActionHandler("reset", async () => {
    count = 0;
    return undefined;
  });
  await thing.expose();
  return { servient, wot, thing };
}

const local = { port: 0, address: "127.0.0.1" };

describe.each([
  ["HTTP", () => new HttpServer(local)],
  ["CoAP", () => new CoapServer(local)],
])("a program of node-wot over %s", (_protocol, server) => {
  it("exposes a Thing and consumes it", async () => {
    const { wot, thing } = await exposedCounter(server());
    const consumed = await wot.consume(thing.getThingDescription());
    await consumed.writeProperty("count", 40);
    expect(await (await consumed.readProperty("count")).value()).toBe(40);
    expect(await (await consumed.invokeAction("add", 2))?.value()).toBe(42);
    const all = await consumed.readAllProperties();
    expect(await all.get("count")?.value()).toBe(42);
  });

  it("hears events and changes until it stops the subscription", async () => {
    const { wot, thing } = await exposedCounter(server());
    const consumed = await wot.consume(thing.getThingDescription());
    const heard: unknown[] = [];
    let tell = (): void => {};
    const next = () => new Promise<void>((resolve) => (tell = resolve));
    const subscription = await consumed.subscribeEvent("changed", async (output) => {
      heard.push(await output.value());
      tell();
    });
    expect(subscription.active).toBe(true);
    const first = next();
    await consumed.invokeAction("add", 5);
    await first;
    await subscription.stop();
    expect(subscription.active).toBe(false);
    await consumed.invokeAction("add", 5);
    expect(heard).toEqual([5]);
  });
});

describe("the stand-in's Servient", () => {
  it("gives the same entry points at a second start, and none after shutdown", async () => {
    const servient = new Servient();
    const wot = await servient.start();
    expect(await servient.start()).toBe(wot);
    await servient.shutdown();
    await expect(servient.start()).rejects.toThrow("already stopped");
  });

  it("refuses to be shut down before it was started", async () => {
    await expect(new Servient().shutdown()).rejects.toThrow("wasn't even started");
  });

  it("writes the Forms of all its servers into the Thing, and each server shows them all", async () => {
    const { thing } = await exposedCounter(new HttpServer(local), new CoapServer(local));
    const schemes = thing.properties.count?.forms?.map(({ href }) => new URL(href).protocol);
    expect(new Set(schemes)).toEqual(new Set(["http:", "coap:"]));
    const address = thing.properties.count?.forms?.find(({ href }) => href.startsWith("http:"))?.href ?? "";
    const served = (await (await fetch(new URL("/counter", address))).json()) as typeof thing;
    expect(served.properties.count?.forms?.some(({ href }) => href.startsWith("coap:"))).toBe(true);
  });

  it("has a port while it listens, and -1 before", async () => {
    const server = new HttpServer(local);
    expect(server.getPort()).toBe(-1);
    await started(server);
    expect(server.getPort()).toBeGreaterThan(0);
  });

  it("takes a Thing back from its servers", async () => {
    const { servient, wot, thing } = await exposedCounter(new HttpServer(local));
    const consumed = await wot.consume(thing.getThingDescription());
    await thing.destroy();
    expect(servient.getThing(thing.id)).toBeUndefined();
    await expect(consumed.readProperty("count")).rejects.toMatchObject({ code: "WOT_REMOTE" });
    expect(await servient.destroyThing(thing.id)).toBe(false);
  });

  it("gives a Thing without one an id, and refuses a second Thing with it", async () => {
    const { wot } = await started();
    const thing = await wot.produce({ title: "One" });
    expect(thing.id).toMatch(/^urn:uuid:/);
    await expect(wot.produce({ title: "Two", id: thing.id })).rejects.toThrow("Thing already exists: Two");
  });

  it("keeps secrets in the order in which they were added", () => {
    const servient = new Servient();
    servient.addCredentials({ "urn:a": { username: "u", password: "1" } });
    servient.addCredentials({ "urn:a": { username: "u", password: "2" } });
    expect(servient.getCredentials("urn:a")).toEqual({ username: "u", password: "1" });
    expect(servient.retrieveCredentials("urn:a")).toHaveLength(2);
    expect(servient.retrieveCredentials("urn:b")).toBeUndefined();
  });

  it("lets one Thing's secret open no other Thing", async () => {
    const { servient, wot } = await started(new HttpServer({ ...local, security: [{ scheme: "basic" }] }));
    const [mine, other] = [
      await wot.produce({ ...counter, id: "urn:mine" }),
      await wot.produce({ ...counter, id: "urn:other" }),
    ];
    servient.addCredentials({ "urn:mine": { username: "u", password: "mine" } });
    servient.addCredentials({ "urn:other": { username: "u", password: "other" } });
    for (const thing of [mine, other]) {
      thing.setPropertyReadHandler("count", async () => 7);
      await thing.expose();
    }
    const headers = { authorization: `Basic ${Buffer.from("u:mine").toString("base64")}` };
    const statusOf = async (thing: typeof mine) =>
      (await fetch(thing.properties.count?.forms?.[0]?.href ?? "", { headers })).status;
    expect(await statusOf(mine)).toBe(200);
    expect(await statusOf(other)).toBeGreaterThanOrEqual(401);
  });
});
