import type { DeviceChange } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HomeAssistant, type HomeAssistantOptions, homeAssistant } from "../../src/index.js";
import { esphomeLight, esphomeTemperature, tasmotaPower, tasmotaSwitch, wholeDevice } from "../support/announced.js";
import { AnnouncingDevices } from "../support/announcing-broker.js";

const [hallId, plugId, doorId] = ["a0b1c2d3e4f5", "AABBCC", "door-17"].map((id) => `urn:home-assistant:${id}`);

let broker: EmbeddedBroker;
let fake: AnnouncingDevices;
let house: Servient;
let adapter: HomeAssistant | undefined;
let changes: string[];

beforeEach(async () => {
  const network = memoryNetwork();
  broker = await embeddedBroker({ port: 0 });
  fake = await AnnouncingDevices.start(broker.localUrl);
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

async function start(options: Partial<HomeAssistantOptions> = {}): Promise<HomeAssistant> {
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  const { limits, ...others } = options;
  adapter = await homeAssistant(house, {
    broker: broker.localUrl,
    onChange,
    limits: { settleMs: 30, ...limits },
    ...others,
  });
  return adapter;
}

const thingOf = (id: string | undefined, index = 0): ConsumedThing =>
  house.consume(adapter!.devices.get(id!)!.things[index]!.description) as ConsumedThing;

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5000 }).toBe(true);

describe("the devices that announce themselves on a broker", () => {
  it("are Things of the common API that are read, written and observed", async () => {
    await fake.announce("switch/AABBCC_RL_1", tasmotaSwitch);
    await fake.announce("sensor/AABBCC_ENERGY_Power", tasmotaPower);
    await fake.say("tele/desk-plug/STATE", { POWER: "OFF" });
    await fake.say("tele/desk-plug/SENSOR", { ENERGY: { Power: 12 } });
    await start();
    const plug = thingOf(plugId);
    expect(plug.description).toMatchObject({ id: plugId, title: "Desk plug" });
    await until(() => adapter!.devices.get(plugId!)!.lastSeen !== undefined);
    await expect.poll(() => plug.read("power").catch(() => undefined), { timeout: 5000 }).toBe(12);
    const values = plug.observe("on");
    await values.ready;
    await plug.write("on", true);
    expect(await fake.untilTold("cmnd/desk-plug/POWER")).toBe("ON");
    await fake.say("tele/desk-plug/STATE", { POWER: "ON" });
    let last: unknown = false;
    while (last !== true) last = (await values.next()).value;
    await values.return();
  });

  it("are one device however many messages there are of it", async () => {
    await fake.announce("light/strip", esphomeLight);
    await fake.announce("sensor/hall/outside", esphomeTemperature);
    await start();
    expect([...adapter!.discover()].map(({ title }) => title)).toEqual(["Hall node"]);
    expect(changes).toEqual(["joined Hall node"]);
  });

  it("join and leave while all others stay as they are", async () => {
    await fake.announce("light/strip", esphomeLight);
    const { devices } = await start();
    const hall = devices.get(hallId!);
    await fake.announce("device/door-17", wholeDevice);
    await until(() => devices.has(doorId!));
    await fake.announce("device/door-17");
    await until(() => !devices.has(doorId!));
    expect(devices.get(hallId!)).toBe(hall);
    expect(changes).toEqual(["joined Hall node", "joined Back door", "left Back door"]);
  });

  it("become other Things when they announce something else", async () => {
    await fake.announce("device/door-17", wholeDevice);
    const { devices } = await start();
    const { battery: _, ...components } = wholeDevice.cmps;
    await fake.announce("device/door-17", { ...wholeDevice, cmps: components });
    await until(() => changes.length === 2);
    expect(changes[1]).toBe("redefined Back door");
    expect(devices.get(doorId!)!.things[0]!.description.properties).not.toHaveProperty("battery");
  });

  it("say that they are away", async () => {
    await fake.announce("light/strip", esphomeLight);
    await fake.say("hall-node/light/strip/state", { state: "ON", brightness: 255 });
    await fake.say("hall-node/status", "online");
    const { devices } = await start();
    await expect
      .poll(
        () =>
          thingOf(hallId)
            .read("brightness")
            .catch(() => undefined),
        { timeout: 5000 },
      )
      .toBe(100);
    await fake.say("hall-node/status", "offline");
    await until(() => devices.get(hallId!)?.isAvailable === false);
    const failure = await thingOf(hallId)
      .read("brightness")
      .catch((error: unknown) => error);
    expect(String(failure)).toContain("WOT_UNAVAILABLE");
  });

  it("are listed with the reason where they cannot be offered", async () => {
    await fake.announce("light/strip", esphomeLight);
    await fake.announce("sensor/none", "no JSON");
    await fake.announce("sensor/a b", esphomeTemperature);
    await fake.announce("sensor/huge", { name: "x".repeat(70_000) });
    await fake.announce("switch/AABBCC_RL_1", tasmotaSwitch);
    const { devices } = await start({ limits: { maxDevices: 1 } });
    await until(() => adapter!.unoffered.length === 4);
    expect([...devices.keys()]).toEqual([hallId]);
    expect(adapter!.unoffered).toEqual([
      { key: "homeassistant/sensor/none/config", why: "it is no JSON" },
      { key: "homeassistant/sensor/a b/config", why: "it is no discovery topic" },
      { key: "homeassistant/sensor/huge/config", why: "it is over maxConfigBytes (65536)" },
      { key: plugId, why: "more than maxDevices (1)" },
    ]);
  });

  it("are not disturbed by one that floods and lies", async () => {
    await fake.announce("light/strip", esphomeLight);
    await start({ limits: { maxMessages: 20 } });
    for (let number = 0; number < 200; number++)
      void fake.announce(`sensor/flood${number}`, {
        state_topic: 7,
        device: { identifiers: [{}] },
        availability: [[]],
      });
    for (let number = 0; number < 200; number++) void fake.say("hall-node/light/strip/state", { brightness: "bright" });
    await fake.say("hall-node/light/strip/state", { brightness: 255 });
    await expect
      .poll(
        () =>
          thingOf(hallId)
            .read("brightness")
            .catch(() => undefined),
        { timeout: 5000 },
      )
      .toBe(100);
    await until(() => adapter!.unoffered.length > 0);
    expect(adapter!.devices.size).toBeLessThanOrEqual(20);
  });
});
