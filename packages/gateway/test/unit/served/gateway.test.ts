import { httpClient } from "@thingwright/binding-http";
import { type EmbeddedBroker, embeddedBroker } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { firstRetryMs, type Gateway, type GatewayConfiguration, startGateway } from "@thingwright/gateway";
import { parseRecording, RecordedDevice, site, steppedClock } from "@thingwright/simulator";
import { deviceDescription, recordedTraffic, thingModel } from "@thingwright/thing-descriptions";
import { connectAsync } from "mqtt";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { valueIn } from "../../support/bridged-recording.js";

let broker: EmbeddedBroker;
let plug: RecordedDevice;
let gateway: Gateway | undefined;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  plug = new RecordedDevice(site({ clock: steppedClock(), seed: 1 }), {
    id: "plug",
    recording: parseRecording(recordedTraffic("tasmota/plug"), { placeholders: { TOPIC: "plug" } }),
    mqttUrl: broker.localUrl,
    reconnectMs: 10,
    codecs: [],
  });
  await plug.start();
});

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  await plug.stop();
  await broker.close();
});

const entry = (name: string, more: object = {}) => ({
  ...{ id: `urn:example:${name}`, title: name, device: "tasmota/plug", as: "plug" },
  ...{ placeholders: { MQTT_URL: broker.localUrl, TOPIC: name } },
  ...more,
});

const http = { port: 0 };
const documents: Record<string, () => Promise<unknown>> = {
  "plug.td.json": async () => deviceDescription("tasmota/plug"),
  "plug.tm.json": () => thingModel("plug"),
};

async function readDocument(name: string): Promise<unknown> {
  const document = documents[name];
  if (document === undefined) throw new TypeError(`${name} is not there`);
  return await document();
}

async function start(configuration: GatewayConfiguration, more: object = {}): Promise<Gateway> {
  gateway = await startGateway(configuration, { readDocument, ...more });
  return gateway;
}

const onOf = async (name: string): Promise<Response> =>
  await fetch(`${gateway!.addresses[0]}/${name}/properties/on`, { headers: { connection: "close" } });

describe("a gateway", () => {
  it("offers the devices of its configuration, and says which it cannot", async () => {
    const { parts } = await start({
      http,
      devices: [entry("plug"), entry("lamp", { device: "acme/lamp" }), entry("fan", { as: "airship" })],
    });
    expect(parts.map(({ key, problem }) => [key, problem])).toEqual([
      ["device urn:example:plug", undefined],
      ["device urn:example:lamp", 'there is no device "acme/lamp" in the catalogue'],
      ["device urn:example:fan", 'there is no model "airship" in the catalogue'],
    ]);
    await vi.waitFor(async () => expect(await (await onOf("plug")).json()).toBe(false));
    const written = await fetch(`${gateway!.addresses[0]}/plug/properties/on`, {
      ...{ method: "PUT", body: "true", headers: { "content-type": "application/json" } },
    });
    expect(written.status).toBe(204);
    expect(plug.state).toMatchObject({ power: "ON" });
  });

  it("takes descriptions and models from files, and says when one is not there", async () => {
    const { id, title, placeholders } = entry("plug");
    const own = { id, title, placeholders, description: "plug.td.json", model: "plug.tm.json" };
    const { parts } = await start({ http, devices: [own, { ...own, id: "urn:x", model: "gone.json" }] });
    expect(parts.map(({ problem }) => problem)).toEqual([undefined, expect.stringContaining("gone.json is not there")]);
    expect((await onOf("plug")).status).not.toBe(404);
  });

  it("changes what has changed, and nothing else", async () => {
    await start({ http, devices: [entry("plug"), entry("lamp")] });
    await using visitor = new Servient({ clients: [httpClient()] });
    await visitor.start();
    const seen = visitor.consume(gateway!.parts[0]!.things[0]!).observe("on");
    await vi.waitFor(async () => expect(await (await onOf("plug")).json()).toBe(false));
    const on = valueIn(seen, (value) => value === true);
    await gateway!.reload({ http, devices: [entry("plug"), entry("lamp", { title: "Hall" }), entry("fan")] });
    const things = gateway!.parts.flatMap((part) => part.things);
    expect(things.map(({ title }) => title)).toEqual(["plug", "Hall", "fan"]);
    plug.cue("press");
    expect(await on).toBe(true);
    await gateway!.reload({ http, devices: [entry("plug")] });
    expect((await onOf("fan")).status).toBe(404);
    expect((await onOf("plug")).status).not.toBe(404);
  });

  it("keeps its servers while it runs", async () => {
    await start({ http });
    await expect(gateway!.reload({ http, coap: { port: 0 } })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("serves over CoAP and MQTT where these are named, and over HTTP where nothing is", async () => {
    await start({ coap: { port: 0 }, mqtt: { port: 0 } });
    expect(gateway!.addresses.map((address) => new URL(address).protocol)).toEqual(["coap:", "mqtt:"]);
    await gateway!.stop();
    await start({ mqtt: { broker: broker.localUrl } });
    expect(gateway!.addresses.map((address) => new URL(address).protocol)).toEqual(["mqtt:"]);
  });

  it("tries an adapter again whose broker was away", async () => {
    const { port } = new URL(broker.localUrl);
    await plug.stop();
    await broker.close();
    const timers: (() => void)[] = [];
    const after = (delayMs: number, callback: () => void) => {
      expect(delayMs).toBe(firstRetryMs);
      timers.push(callback);
      return { cancel: () => {} };
    };
    const clock = { now: () => 0, after };
    await start({ http, zigbee2mqtt: [{ broker: `mqtt://127.0.0.1:${port}` }] }, { clock });
    expect(gateway!.parts).toMatchObject([{ problem: expect.stringContaining("127.0.0.1") }]);
    broker = await embeddedBroker({ port: Number(port) });
    const publisher = await connectAsync(broker.localUrl);
    await publisher.publishAsync("zigbee2mqtt/bridge/devices", "[]", { retain: true, qos: 1 });
    await publisher.endAsync();
    timers[0]!();
    await vi.waitFor(() => expect(gateway!.parts).toEqual([{ key: expect.any(String), things: [] }]));
  });

  it("lets go of a port that it cannot use altogether", async () => {
    await start({ http });
    const port = Number(new URL(gateway!.addresses[0]!).port);
    const second = startGateway({ coap: { port: 0 }, http: { port } }, { readDocument });
    await expect(second).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
  });
});
