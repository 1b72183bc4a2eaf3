import { type Bacnet, bacnet, bacnetClient, bacnetPlugin } from "@thingwright/adapter-bacnet";
import { httpServer } from "@thingwright/binding-http";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BacpypesDevice, hasBacpypes } from "./support/bacpypes.js";
import { judged } from "./support/judged.js";
import { NorthboundThing, until } from "./support/northbound.js";

const limits = {
  ...{ searchMs: 300, heartbeatMs: 400, apduTimeoutMs: 300, pollMs: 500, priorityPollMs: 60_000 },
  ...{ minReconnectDelayMs: 100, maxReconnectDelayMs: 300, whoIsIntervalMs: 200, timeoutMs: 1500 },
};
/** No broadcast leaves this machine: devices are asked one by one, and answer straight. */
const place = (...devices: readonly BacpypesDevice[]) => ({
  address: "127.0.0.1",
  port: 0,
  broadcast: "127.0.0.1:9",
  addresses: devices.map(({ address }) => address),
});

describe("a device of bacpypes3, by HTTP", () => {
  if (!hasBacpypes) it.skip("skipped: needs bacpypes3", () => {});
  let device: BacpypesDevice;
  let house: Servient;
  let site: Bacnet;

  beforeAll(async () => {
    if (!hasBacpypes) return;
    device = await BacpypesDevice.start(5, 3);
    house = new Servient({ servers: [httpServer({ port: 0 })] });
    await house.start();
    site = await bacnet(house, { ...place(device), limits });
  });

  afterAll(async () => {
    await site?.stop();
    await house?.stop();
    await device?.end();
  });

  const titled = (title: string) => [...site.discover()].find((each) => each.title === title)!;
  const thermostat = () => titled("Witness R101");
  const whole = () => titled("Witness");
  const read = (name: string, thing = thermostat()) => new NorthboundThing(thing).read(name);
  const write = (name: string, value: unknown, thing = thermostat()) => new NorthboundThing(thing).write(name, value);
  const seen = (name: string, wanted: unknown, change: () => Promise<unknown>, thing = thermostat()) =>
    new NorthboundThing(thing).seen(name, (value) => value === wanted, change);

  it.runIf(hasBacpypes)("is a thermostat, and the rest as it is", async () => {
    const links = thermostat().links?.map(({ href }) => href) ?? [];
    expect(links.join()).toContain("common/thermostat.tm.json");
    const names = ["roomTemperature", "relativeHumidity", "targetTemperature", "mode", "roomTemperature_status"];
    expect(await Promise.all(names.map((name) => read(name)))).toEqual([21.5, 45, 20, "off", []]);
    const others = ["AHU_FilterPressure", "AHU_FanStatus", "AHU_DamperCmd", "Spare_2"];
    expect(await Promise.all(others.map((name) => read(name, whole())))).toEqual([120, false, 30, 2]);
    expect(site.devices.get("5")!.problems).toEqual([]);
  });

  it.runIf(hasBacpypes)(
    "is a box of variable air volume, read, written and observed in the model's units",
    async () => {
      const box = titled("Witness VAV3");
      expect(box.links?.map(({ href }) => href).join()).toContain("common/vav-box.tm.json");
      expect(await Promise.all(["airFlow", "airFlowSetpoint", "damper"].map((name) => read(name, box)))).toEqual([
        360, 432, 40,
      ]);
      expect(await write("airFlowSetpoint", 540, box)).toBe(204);
      expect((await device.tell("VAV3/AirFlowSetpoint")).value).toBe(150);
      await seen("airFlow", 720, () => device.tell("VAV3/AirFlow", { set: 200 }), box);
    },
  );

  it.runIf(hasBacpypes)("is a room's sensor, read and observed in the model's units", async () => {
    const sensor = titled("Witness R102");
    expect(sensor.links?.map(({ href }) => href).join()).toContain("common/carbon-dioxide-sensor.tm.json");
    expect(await Promise.all(["co2", "temperature"].map((name) => read(name, sensor)))).toEqual([640, 20]);
    await seen("co2", 800, () => device.tell("R102.CO2", { set: 800 }), sensor);
  });

  it.runIf(hasBacpypes)("is judged to do what its descriptions say, writes and actions too", async () => {
    const { violations } = await judged(site.discover());
    expect(violations).toEqual([]);
  });

  it.runIf(hasBacpypes)("is commanded at priority 8, and given up again", async () => {
    expect(await write("targetTemperature", 23.5)).toBe(204);
    expect(await write("mode", "heat")).toBe(204);
    const setpoint = await device.tell("R101.RoomTempSetpoint");
    expect(setpoint.priorities.map((each) => each ?? 0)).toEqual([0, 0, 0, 0, 0, 0, 0, 23.5, ...Array(8).fill(0)]);
    expect((await device.tell("R101.Mode")).value).toBe(2);
    await until(async () => (await read("targetTemperature_priority")) === 8);
    expect(await new NorthboundThing(thermostat()).invoke("targetTemperature_relinquish")).toBe(204);
    expect(await device.tell("R101.RoomTempSetpoint")).toEqual({ value: 20, priorities: Array(16).fill(null) });
    await until(async () => (await read("targetTemperature")) === 20);
  });

  it.runIf(hasBacpypes)("tells what holds when a stronger command does", async () => {
    await device.tell("R101.RoomTempSetpoint", { command: [3, 17] });
    expect(await write("targetTemperature", 25)).toBe(204);
    await until(async () => (await read("targetTemperature")) === 17);
    await until(async () => (await read("targetTemperature_priority")) === 3);
    await device.tell("R101.RoomTempSetpoint", { command: [3, null] });
    await until(async () => (await read("targetTemperature")) === 25);
  });

  it.runIf(hasBacpypes)("is observed, by COV", async () => {
    await seen("roomTemperature", 22.5, () => device.tell("R101.RoomTemp", { set: 22.5 }));
    await seen("mode", "cool", () => device.tell("R101.Mode", { command: [1, 3] }));
  });

  it.runIf(hasBacpypes)("says that a value is faulty, and why in the cause", async () => {
    await device.tell("R101.RoomTemp", { reliability: "openLoop", flags: [0, 1, 0, 0] });
    await until(async () => (await read("roomTemperature")) === 502);
    expect(await read("roomTemperature_status")).toEqual(["fault"]);
    await device.tell("R101.RoomTemp", { reliability: "noFaultDetected", flags: [0, 0, 0, 0] });
    await until(async () => (await read("roomTemperature")) === 22.5);
  });

  it.runIf(hasBacpypes)("is away when it is, says so, and is back with fresh values", async () => {
    await device.end();
    await until(async () => (await read("roomTemperature")) === 503 && (await read("mode")) === 503);
    expect(await write("targetTemperature", 21)).toBe(503);
    await device.begin();
    await until(async () => (await read("roomTemperature")) === 21.5 && (await read("mode")) === "off");
    await seen("roomTemperature", 19, () => device.tell("R101.RoomTemp", { set: 19 }));
  });
});

describe("devices of bacpypes3", () => {
  if (!hasBacpypes) it.skip("skipped: needs bacpypes3", () => {});
  let device: BacpypesDevice;
  beforeAll(async () => {
    if (hasBacpypes) device = await BacpypesDevice.start(6, 400);
  });
  afterAll(() => device?.end());

  it.runIf(hasBacpypes)("tell a list of objects that comes in segments", async () => {
    await using servient = new Servient({ clients: [bacnetClient(place(device))] });
    const thing = servient.consume({
      "@context": ["https://www.w3.org/2022/wot/td/v1.1", { bacv: "http://www.w3.org/2022/bacnet#" }],
      title: "Controller",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        objects: { type: "array", readOnly: true, forms: [{ href: "bacnet://6/8,6/76" }] },
        gone: { readOnly: true, forms: [{ href: "bacnet://6/0,4711/85" }] },
        list: { type: "string", forms: [{ href: "bacnet://6/8,6/76" }] },
      },
    } as never);
    expect(await thing.read("objects")).toHaveLength(415);
    await expect(thing.read("gone")).rejects.toMatchObject({ status: "object/unknown-object" });
    await expect(thing.write("list", "x")).rejects.toMatchObject({
      code: expect.stringMatching(/WOT_(?:REMOTE|DATA_INVALID)/),
    });
  });

  it.runIf(hasBacpypes).each([
    ["through a BBMD, as a foreign device", "bbmd"],
    ["behind a router", "behind-router"],
  ] as const)("are found and watched %s", async (_, way) => {
    await using far = await BacpypesDevice.start(8, 0, way);
    const { addresses: _none, ...nowhere } = place();
    const near = way === "bbmd" ? { bbmd: far.address } : { broadcast: far.address };
    await using servient = new Servient({ clients: [bacnetClient({ ...nowhere, ...near })] });
    const thing = servient.consume({
      "@context": ["https://www.w3.org/2022/wot/td/v1.1", { bacv: "http://www.w3.org/2022/bacnet#" }],
      title: "Controller",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        temperature: {
          type: "number",
          observable: true,
          forms: [{ href: "bacnet://8/0,1", op: ["readproperty", "observeproperty", "unobserveproperty"] }],
        },
      },
    } as never);
    expect(await thing.read("temperature")).toBe(21.5);
    for await (const value of thing.observe("temperature")) {
      if (value === 23) break;
      await far.tell("R101.RoomTemp", { set: 23 });
    }
  });

  it.runIf(hasBacpypes)("are found where they are looked for", async () => {
    const servient = new Servient();
    const { signal } = new AbortController();
    const options = { servient, hosts: [device.address], signal, clock: systemClock, logger: silent };
    const found: string[] = [];
    for await (const { title } of bacnetPlugin.find!(options)) found.push(title);
    expect(found).toEqual(["1 BACnet devices: Witness (6)"]);
  });
});
