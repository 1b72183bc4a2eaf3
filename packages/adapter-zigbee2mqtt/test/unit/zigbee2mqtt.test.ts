import type { DeviceChange } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Zigbee2Mqtt, type Zigbee2MqttOptions, zigbee2mqtt } from "../../src/index.js";
import { bulb, door, relay } from "../support/exposes.js";
import { FakeZigbee2Mqtt } from "../support/fake-zigbee2mqtt.js";

const [lampAddress, doorAddress] = ["0x00158d0000000001", "0x00158d0000000002"];

let broker: EmbeddedBroker;
let fake: FakeZigbee2Mqtt;
let house: Servient;
let adapter: Zigbee2Mqtt | undefined;
let changes: string[];

beforeEach(async () => {
  const network = memoryNetwork();
  broker = await embeddedBroker({ port: 0 });
  fake = await FakeZigbee2Mqtt.start(broker.localUrl);
  house = new Servient({
    clients: [mqttClient(), memoryClient(network)],
    servers: [memoryServer(network, { name: "house" })],
  });
  await house.start();
  changes = [];
});

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await house.stop();
  await fake[Symbol.asyncDispose]();
  await broker.close();
});

async function start(options: Partial<Zigbee2MqttOptions> = {}): Promise<Zigbee2Mqtt> {
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  adapter = await zigbee2mqtt(house, { broker: broker.localUrl, onChange, ...options });
  return adapter;
}

const thingOf = (address: string, index = 0): ConsumedThing =>
  house.consume(adapter!.devices.get(address)!.things[index]!.description) as ConsumedThing;

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5000 }).toBe(true);

describe("the devices of a Zigbee2MQTT", () => {
  it("are Things of the common API that are read, written and observed", async () => {
    await fake.list({ [lampAddress]: ["hall/lamp", bulb] });
    await start();
    const lamp = thingOf(lampAddress);
    expect(lamp.description.id).toBe(`urn:zigbee:${lampAddress}`);
    await fake.report("hall/lamp", { state: "OFF", brightness: 254, color_temp: null });
    expect(await lamp.read("brightness")).toBe(100);
    const values = lamp.observe("on");
    const next = values.next();
    await values.ready;
    await lamp.write("on", true);
    expect(await fake.untilSet("hall/lamp")).toEqual({ state: "ON" });
    expect((await next).value).toBe(true);
    await values.return();
    await lamp.invoke("effect", "blink");
    await until(() => fake.heard.some(({ payload }) => payload.effect === "blink"));
  });

  it("are not waited for without end where nobody lists them", async () => {
    const limits = { listTimeoutMs: 50 };
    await expect(start({ base: "nobody", limits })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    expect([...house.things]).toEqual([]);
  });

  it("are as many Things as they have channels", async () => {
    await fake.list({ [lampAddress]: ["relay", relay] });
    const { devices } = await start();
    expect([...adapter!.discover()].map(({ title }) => title)).toEqual(["relay", "relay l2"]);
    await thingOf(lampAddress, 1).write("on", true);
    expect(await fake.untilSet("relay")).toEqual({ state_l2: "ON" });
    expect(devices.size).toBe(1);
  });

  it("join and leave while all others stay as they are", async () => {
    await fake.list({ [lampAddress]: ["lamp", bulb] });
    const { devices } = await start();
    const lamp = devices.get(lampAddress);
    await fake.list({ [lampAddress]: ["lamp", bulb], [doorAddress]: ["door", door] });
    await until(() => devices.size === 2);
    await fake.list({ [lampAddress]: ["lamp", bulb] });
    await until(() => devices.size === 1);
    expect(devices.get(lampAddress)).toBe(lamp);
    expect(changes).toEqual(["joined lamp", "joined door", "left door"]);
  });

  it("keep their id and get new topics when they are renamed", async () => {
    await fake.list({ [doorAddress]: ["door", door] });
    const { devices } = await start();
    const before = thingOf(doorAddress).description.id;
    await fake.list({ [doorAddress]: ["front door", door] });
    await until(() => devices.get(doorAddress)?.name === "front door");
    await fake.report("front door", { contact: true });
    await until(() => devices.get(doorAddress)?.lastSeen !== undefined);
    expect(await thingOf(doorAddress).read("open")).toBe(false);
    expect(thingOf(doorAddress).description.id).toBe(before);
    expect(changes).toEqual(["joined door", "renamed front door"]);
  });

  it("become other Things when their definition changes", async () => {
    await fake.list({ [doorAddress]: ["thing", door] });
    const { devices } = await start();
    await fake.list({ [doorAddress]: ["thing", bulb] });
    await until(() => changes.length === 2);
    expect(changes[1]).toBe("redefined thing");
    expect(devices.get(doorAddress)!.things[0]!.description.properties).toHaveProperty("brightness");
  });

  it("say that they are away, and when they were last seen", async () => {
    await fake.list({ [doorAddress]: ["door", door] });
    const { devices } = await start();
    const device = devices.get(doorAddress)!;
    expect(device.lastSeen).toBeUndefined();
    await fake.report("door", { contact: true });
    await until(() => device.lastSeen !== undefined);
    await fake.say("door/availability", { state: "offline" });
    await until(() => !device.isAvailable);
    const failure = await thingOf(doorAddress)
      .read("open")
      .catch((error: unknown) => error);
    expect(String(failure)).toContain("WOT_UNAVAILABLE");
  });

  it("are listed with the reason where they cannot be offered", async () => {
    await fake.list({
      [lampAddress]: ["a+b", bulb],
      [doorAddress]: ["unknown", null],
      "0x00158d0000000003": ["off", door, { disabled: true }],
      nonsense: ["nonsense", door],
      "0x00158d0000000004": ["good", door],
      "0x00158d0000000005": ["one too many", door],
    });
    const { devices, unoffered } = await start({ limits: { maxDevices: 1 } });
    expect([...devices.values()].map(({ name }) => name)).toEqual(["good"]);
    expect(unoffered.map(({ why }) => why)).toEqual([
      'its name "a+b" cannot be part of a topic',
      "Zigbee2MQTT does not know what it is",
      "it is disabled",
      "it has no IEEE address",
      "more than maxDevices (1)",
    ]);
  });

  it("stay when a list comes that is none", async () => {
    await fake.list({ [doorAddress]: ["door", door] });
    const { devices } = await start();
    await fake.say("bridge/devices", { no: "list" });
    await fake.list({ [doorAddress]: ["door", door], [lampAddress]: ["lamp", bulb] });
    await until(() => devices.size === 2);
    expect(changes).toEqual(["joined door", "joined lamp"]);
  });

  it("are not disturbed by one that floods and lies", async () => {
    await fake.list({ [doorAddress]: ["door", door], [lampAddress]: ["lamp", bulb] });
    const { devices } = await start();
    for (let brightness = 0; brightness < 500; brightness++) void fake.report("lamp", { brightness, state: 7 });
    await fake.report("door", { contact: false, temperature: "warm" });
    await until(() => devices.get(doorAddress)?.lastSeen !== undefined);
    expect(await thingOf(doorAddress).read("open")).toBe(true);
  });
});
