import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { FakeClock, settled } from "@thingwright/contract-tests";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { propertyId } from "../../src/device/property-id.js";
import { type Bacnet, type BacnetOptions, bacnet, bacnetPlugin } from "../../src/index.js";
import { type Behaviour, FakeDevice, flags, real, text, unsigned } from "../support/fake-device.js";
import { MemoryLan } from "../support/memory-lan.js";
import { analogInput, room } from "../support/room-objects.js";

const own = { host: "192.0.2.200", port: 47808 };

let lan: MemoryLan;
let clock: FakeClock;
let house: Servient;
let site: Bacnet | undefined;
let changes: string[];
const devices: FakeDevice[] = [];

beforeEach(async () => {
  lan = new MemoryLan();
  clock = new FakeClock();
  const network = memoryNetwork();
  house = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await house.start();
  changes = [];
});

afterEach(async () => {
  const stopping = site?.stop();
  await passing(100_000);
  await stopping;
  site = undefined;
  await house.stop();
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

async function device(instance: number, behaviour: Behaviour = {}, objects = room()): Promise<FakeDevice> {
  const started = await FakeDevice.start(lan, instance, objects, behaviour);
  devices.push(started);
  return started;
}

async function turns(count = 60): Promise<void> {
  for (let turn = 0; turn < count; turn++) await settled();
}

/** Time passes, and datagrams go to and fro meanwhile. */
async function passing(ms: number): Promise<void> {
  for (let step = 0; step < 10; step++) {
    await turns(10);
    await clock.advance(ms / 10);
  }
  await turns();
}

async function start(options: Partial<BacnetOptions> = {}): Promise<Bacnet> {
  const starting = bacnet(house, {
    open: lan.at(own),
    clock,
    random: () => 0.5,
    onChange: ({ kind, device: { name } }) => changes.push(`${kind} ${name}`),
    ...options,
  });
  await passing(3100);
  site = await starting;
  await turns();
  return site;
}

const titles = (): readonly string[] => [...site!.discover()].map(({ title }) => title);

const thing = (title: string): ConsumedThing =>
  house.consume([...site!.discover()].find((each) => each.title === title)!) as ConsumedThing;

/** How a call of the offered Thing failed. */
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (value) => `no error but ${String(value)}`,
    ({ code, status }) => status ?? code,
  );

describe("the devices of a BACnet network", () => {
  it("are Things that are read, written, observed and given up again", async () => {
    const controller = await device(5);
    await start();
    expect(titles()).toEqual(["Controller 5", "Controller 5 R101"]);
    const thermostat = thing("Controller 5 R101");
    expect(thermostat.description.id).toBe("urn:bacnet:5:R101");
    expect(await thermostat.read("roomTemperature")).toBe(21.5);
    expect(await thermostat.read("mode")).toBe("off");
    await thermostat.write("targetTemperature", 22);
    await thermostat.write("mode", "heat");
    expect(controller.present("2,1")).toEqual(real(22));
    expect(controller.present("19,1")).toEqual(unsigned(2));
    await turns();
    expect(await thermostat.read("targetTemperature_priority")).toBe(8);
    const values = thermostat.observe("roomTemperature");
    const next = values.next();
    await values.ready;
    controller.change("0,1", propertyId.presentValue, real(23));
    await turns();
    expect((await next).value).toBe(23);
    await thermostat.start("targetTemperature_relinquish");
    await turns();
    expect(await thermostat.read("targetTemperature")).toBe(20);
    expect(await thermostat.read("targetTemperature_priority")).toBe(17);
    expect(await thing("Controller 5").read("Fan_status")).toBe(false);
  });

  it("keep no subscription when the adapter has stopped", async () => {
    const controller = await device(5);
    await start();
    expect(controller.subscriptions.length).toBe(4);
    const stopping = site!.stop();
    await passing(2000);
    await stopping;
    expect(controller.subscriptions).toEqual([]);
    expect([...site!.discover()]).toEqual([]);
  });

  it("tell when they go into alarm", async () => {
    const objects = room();
    objects["0,1"]![propertyId.eventEnable] = [{ type: "bits", value: [true, true, true] }];
    const controller = await device(5, {}, objects);
    await start();
    const alarms = thing("Controller 5 R101").subscribe("roomTemperature_alarm");
    const next = alarms.next();
    await alarms.ready;
    controller.change("0,1", propertyId.statusFlags, flags(0));
    await turns();
    expect((await next).value).toBe("roomTemperature");
    expect(await thing("Controller 5 R101").read("roomTemperature_status")).toEqual(["inAlarm"]);
  });

  it("are surveyed also when they do one thing at a time, in small answers, without segments", async () => {
    await device(5, { hasReadMultiple: false, maxAnswerBytes: 50, canSegment: false, hasCov: false });
    await start();
    expect(titles()).toEqual(["Controller 5", "Controller 5 R101"]);
    expect(site!.devices.get("5")!.problems).toEqual([]);
    expect(await thing("Controller 5 R101").read("roomTemperature")).toBe(21.5);
  });

  it("answer that they are away while they are, and work again", async () => {
    const controller = await device(5);
    await start();
    const thermostat = thing("Controller 5 R101");
    expect(await thermostat.read("roomTemperature")).toBe(21.5);
    controller.behaviour.isSilent = true;
    await passing(30_000);
    const reading = codeOf(thermostat.read("roomTemperature"));
    const writing = codeOf(thermostat.write("targetTemperature", 23));
    await passing(6000);
    expect(await reading).toBe("WOT_UNAVAILABLE");
    expect(await writing).toBe("WOT_UNAVAILABLE");
    controller.behaviour.isSilent = false;
    controller.restart();
    controller.change("0,1", propertyId.presentValue, real(18));
    controller.introduce();
    await turns(100);
    expect(await thermostat.read("roomTemperature")).toBe(18);
    controller.change("0,1", propertyId.presentValue, real(19));
    await turns();
    expect(await thermostat.read("roomTemperature")).toBe(19);
  });

  it("that send nonsense, call a value faulty or refuse disturb nothing else", async () => {
    const controller = await device(5);
    await start();
    const thermostat = thing("Controller 5 R101");
    controller.change("0,1", propertyId.presentValue, real(Number.NaN));
    await turns();
    expect(await codeOf(thermostat.read("roomTemperature"))).toBe("WOT_PROTOCOL");
    expect(await thermostat.read("targetTemperature")).toBe(20);
    controller.change("0,1", propertyId.presentValue, real(21));
    controller.change("0,1", propertyId.statusFlags, flags(1));
    await turns();
    expect(await codeOf(thermostat.read("roomTemperature"))).toBe("WOT_REMOTE");
    expect(await thermostat.read("roomTemperature_status")).toEqual(["fault"]);
    controller.change("0,1", propertyId.statusFlags, flags());
    await turns();
    expect(await thermostat.read("roomTemperature")).toBe(21);
    expect(await codeOf(thermostat.write("targetTemperature", 99))).toBe("WOT_DATA_INVALID");
    controller.behaviour.answer = (service, id) =>
      service === 15 ? Uint8Array.of(0x50, id, service, 0x91, 2, 0x91, 40) : undefined;
    const refused = thermostat.write("targetTemperature", 21);
    expect(await codeOf(refused)).toBe("WOT_REMOTE");
  });

  it("join and are renamed while everything runs, and go when they are forgotten", async () => {
    const controller = await device(5);
    await start();
    const late = await device(6);
    late.introduce();
    await passing(1000);
    controller.objects.get("8,5")![propertyId.objectName] = [text("Floor 1")];
    controller.touch();
    const looking = site!.search();
    await passing(4000);
    await looking;
    await site!.forget(6);
    expect(changes).toEqual(["joined Controller 5", "joined Controller 6", "renamed Floor 1", "left Controller 6"]);
    expect([...site!.discover()].map(({ id }) => id)).toEqual(["urn:bacnet:5", "urn:bacnet:5:R101"]);
  });

  it("are only those that are wanted, and those that cannot be looked at are named with the reason", async () => {
    await device(5);
    await device(6);
    const broken = await device(7);
    broken.objects.get("8,7")![propertyId.objectList] = undefined as never;
    await start({ devices: [5, 7] });
    expect([...site!.devices.keys()]).toEqual(["5"]);
    expect(site!.unoffered).toEqual([{ key: "7", why: expect.stringContaining("unknown-property") }]);
  });

  it("are as many, and of as many objects, as the limits say", async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`0,${index}`, analogInput(`P${index}`, 1, 95)]),
    );
    await device(5, {}, objects);
    await device(6);
    await start({ limits: { maxObjects: 10, maxOfferedDevices: 1 } });
    const [problem] = [...site!.devices.values()].flatMap(({ problems }) => problems);
    expect(site!.devices.size).toBe(1);
    expect(site!.unoffered).toHaveLength(1);
    expect(problem).toContain("maxObjects (10)");
  });

  it("are searched for again and again, also when the network has failed in between", async () => {
    await start({ limits: { searchIntervalMs: 10_000 } });
    expect(titles()).toEqual([]);
    const late = await device(5);
    await passing(12_000);
    expect(titles()).toEqual(["Controller 5", "Controller 5 R101"]);
    late.behaviour.isSilent = true;
  });

  it("that take long to look at come later", async () => {
    await device(5, { delayMs: 20_000, clock });
    await start({ limits: { startTimeoutMs: 1, apduTimeoutMs: 60_000, surveyTimeoutMs: 600_000 } });
    expect(titles()).toEqual([]);
    for (let step = 0; step < 12 && titles().length === 0; step++) await passing(20_000);
    expect(titles()).toContain("Controller 5 R101");
  });

  it("are served by templates where the owner says so", async () => {
    await device(5);
    const serves = { temperature: "R{thing}.RoomTemp" };
    await start({ templates: [{ model: "temperature-sensor", title: "Sensor {thing}", serves }] });
    expect(titles()).toContain("Sensor 101");
    expect(await thing("Sensor 101").read("temperature")).toBe(21.5);
  });
});

describe("the BACnet adapter", () => {
  it("refuses options that are none before it opens anything", async () => {
    const serves = { temperature: "{thing}{thing}" };
    const open = () => Promise.reject(new Error("it was opened"));
    const unknown = { model: "toaster", serves: { temperature: "x" } } as never;
    for (const options of [
      { templates: [unknown] },
      { priority: 6 },
      { priority: 17 },
      { templates: [{ model: "temperature-sensor", serves }] },
    ] as const)
      await expect(bacnet(house, { open, ...options })).rejects.toMatchObject({
        code: expect.stringMatching(/WOT_(?:RANGE|ARGUMENT)/),
      });
  });

  it("says how its entries look", () => {
    expect(bacnetPlugin).toMatchObject({ name: "bacnet", entrySchema: { additionalProperties: false } });
    expect(bacnetPlugin.keyOf({})).toBe("0.0.0.0:47808");
    expect(bacnetPlugin.keyOf({ port: 47809 })).not.toBe(bacnetPlugin.keyOf({}));
  });
});
