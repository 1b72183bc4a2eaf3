import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { nodeWot, type ProtocolServer } from "@thingwright/node-wot/their-bindings";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { freeUdpPort } from "./support/free-udp-port.js";

const folder = new URL("../package.json", import.meta.url);
const require = createRequire(folder);
const has = (name: string): boolean => existsSync(new URL(`node_modules/@node-wot/${name}`, folder));

const servers = {
  http: async (): Promise<ProtocolServer> => new (require("@node-wot/binding-http").HttpServer)({ port: 0 }),
  coap: async (): Promise<ProtocolServer> =>
    new (require("@node-wot/binding-coap").CoapServer)({ port: await freeUdpPort() }),
};

describe.each(["http", "coap"] as const)("node-wot's %s server in our Servient", (scheme) => {
  const isThere = has(`binding-${scheme}`);
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)("offers a Thing of ours, at the hosts that it was told", async () => {
    const server = nodeWot(await servers[scheme](), { advertise: ["127.0.0.1"] });
    const servient = new Servient({
      servers: [server],
      clients: [httpClient(), coapClient()],
      allowInsecure: true,
    });
    await servient.start();
    const exposed = servient.produce({
      title: "Dimmer",
      properties: { level: { type: "integer", maximum: 100, observable: true } },
      actions: { double: { input: { type: "integer" }, output: { type: "integer" }, synchronous: true } },
    });
    let level = 20;
    exposed.setPropertyReadHandler("level", () => level);
    exposed.setPropertyWriteHandler("level", async (value) => {
      level = (await value.value()) as number;
    });
    exposed.setActionHandler("double", async (input) => 2 * ((await input.value()) as number));
    await exposed.expose();
    const td = exposed.getThingDescription();
    const hosts = td.properties?.level?.forms?.map(({ href }) => new URL(href).hostname);
    expect(new Set(hosts)).toEqual(new Set(["127.0.0.1"]));

    const thing = servient.consume(td as ThingDescription);
    expect(await thing.read("level")).toBe(20);
    await thing.write("level", 55);
    expect(await thing.read("level")).toBe(55);
    expect(await thing.invoke("double", 21)).toBe(42);
    if (scheme === "http") {
      const seen: unknown[] = [];
      const subscription = await thing.observeProperty("level", async (output) => seen.push(await output.value()));
      const change = async (): Promise<unknown> => {
        await exposed.emitPropertyChange("level");
        return seen[0];
      };
      await expect.poll(change).toBe(55);
      await subscription.stop();
    }
    await servient.stop();
    expect(server.addresses()).toEqual([]);
  });
});

describe("node-wot's MQTT server in our Servient", () => {
  const isThere = has("binding-mqtt");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)("publishes a Thing of ours at its broker", async () => {
    const broker = await embeddedBroker({ port: 0 });
    const { MqttBrokerServer } = require("@node-wot/binding-mqtt");
    const server = nodeWot(new MqttBrokerServer({ uri: broker.url }) as ProtocolServer, { advertise: ["127.0.0.1"] });
    const servient = new Servient({ servers: [server], clients: [mqttClient()], allowInsecure: true });
    await servient.start();
    const exposed = servient.produce({
      title: "Lamp",
      properties: { level: { type: "integer", observable: true } },
      events: { broken: { data: { type: "string" } } },
    });
    let level = 3;
    exposed.setPropertyReadHandler("level", () => level);
    exposed.setPropertyWriteHandler("level", async (value) => {
      level = (await value.value()) as number;
      await exposed.emitPropertyChange("level");
    });
    await exposed.expose();
    const thing = servient.consume(exposed.getThingDescription() as ThingDescription);
    await using levels = thing.observe("level");
    await using events = thing.subscribe("broken");
    await Promise.all([levels.ready, events.ready]);
    await thing.write("level", 7);
    expect((await levels.next()).value).toBe(7);
    exposed.emitEvent("broken", "glass");
    expect((await events.next()).value).toBe("glass");
    await servient.stop();
    await broker.close();
  });
});

it("A server of node-wot's is not offered before it is said which hosts peers are told", () => {
  const server = { scheme: "http" } as ProtocolServer;
  expect(() => nodeWot(server, {} as never)).toThrow(/advertise/);
});
