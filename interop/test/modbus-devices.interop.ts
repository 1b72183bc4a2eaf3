import { type Modbus, modbus, modbusPlugin, registerMap } from "@thingwright/adapter-modbus";
import { httpServer } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NorthboundThing, until } from "./support/northbound.js";
import { hasMbpoll, hasPymodbus, hasPysunspec, PymodbusSlave } from "./support/pymodbus.js";

const isReady = hasPymodbus && hasMbpoll;
const device = (unitId: number, map: "eastron/sdm120" | "beca/bht-006" | "wiren-board/wb-mdm3") => ({
  id: `urn:example:unit-${unitId}`,
  title: `Unit ${unitId}`,
  host: "127.0.0.1",
  unitId,
  map: { ...registerMap(map), pollMs: 100 },
});

let slave: PymodbusSlave;

describe.each(["tcp", "rtu-over-tcp"] as const)("devices of pymodbus over %s, by HTTP", (framing) => {
  if (!isReady) it.skip("skipped: needs pymodbus and mbpoll", () => {});
  let house: Servient;
  let adapter: Modbus;

  beforeAll(async () => {
    if (!isReady) return;
    slave = await PymodbusSlave.start();
    house = new Servient({ servers: [httpServer({ port: 0 })] });
    await house.start();
    const port = framing === "tcp" ? slave.port : slave.rtuPort;
    const devices = [device(1, "eastron/sdm120"), device(2, "beca/bht-006"), device(3, "wiren-board/wb-mdm3")];
    adapter = await modbus(house, { devices: devices.map((each) => ({ ...each, port, framing })) });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    await slave?.end();
  });

  const thing = (unitId: number, part = 0) =>
    new NorthboundThing(adapter.devices.get(`urn:example:unit-${unitId}`)!.things[part]!.description);
  const read = (unitId: number, name: string, part?: number) => thing(unitId, part).read(name);
  const write = (unitId: number, name: string, value: unknown, part?: number) => thing(unitId, part).write(name, value);
  const seen = (unitId: number, name: string, wanted: unknown, change: () => void, part?: number) =>
    thing(unitId, part).seen(name, (value) => value === wanted, change);

  it.runIf(isReady)("a meter is read, as mbpoll does", async () => {
    const names = ["voltage", "current", "power", "powerFactor", "frequency", "energy", "energyExported"];
    const values = await Promise.all(names.map((name) => read(1, name)));
    expect(values).toEqual([230.5, 1.5, 345.75, 0.75, 50, 1234.5, 0.5]);
    expect(slave.polled(1, "3:float", 0x0c)).toBe("345.75");
  });

  it.runIf(isReady)("a thermostat is read and written, and mbpoll finds it there", async () => {
    expect([await read(2, "roomTemperature"), await read(2, "mode")]).toEqual([21.3, "heat"]);
    expect(await write(2, "targetTemperature", 22.5)).toBe(204);
    expect(await write(2, "mode", "off")).toBe(204);
    expect([slave.polled(2, "4", 4), slave.polled(2, "4", 0)]).toEqual(["225", "0"]);
    expect(await write(2, "targetTemperature", 99)).toBe(400);
  });

  it.runIf(isReady)("a thermostat is observed, when mbpoll writes", async () => {
    await seen(2, "targetTemperature", 18.5, () => slave.poke(2, "4", 4, 185));
    await seen(2, "status", "heating", () => slave.poke(2, "4", 3, 1));
  });

  it.runIf(isReady)("each channel of a dimmer is read, written and observed", async () => {
    expect([await read(3, "on", 0), await read(3, "brightness", 0), await read(3, "brightness", 2)]).toEqual([
      true,
      40,
      100,
    ]);
    expect(await write(3, "brightness", 65, 1)).toBe(204);
    expect(await write(3, "on", true, 1)).toBe(204);
    expect([slave.polled(3, "4", 1), slave.polled(3, "0", 1)]).toEqual(["65", "1"]);
    await seen(3, "brightness", 12, () => slave.poke(3, "4", 2, 12), 2);
    await seen(3, "on", false, () => slave.poke(3, "0", 1, 0), 1);
  });

  it.runIf(isReady)("all are away when the slave is, say so, and are back with fresh values", async () => {
    await slave.end();
    await until(async () => (await read(1, "power")) === 503 && (await read(2, "mode")) === 503);
    expect(adapter.devices.get("urn:example:unit-1")!.isAvailable).toBe(false);
    await slave.begin();
    slave.poke(2, "4", 4, 150);
    await until(async () => (await read(2, "targetTemperature")) === 15 && (await read(1, "power")) === 345.75);
    expect(adapter.devices.get("urn:example:unit-1")!.isAvailable).toBe(true);
  });
});

describe("a slave of pymodbus", () => {
  if (!isReady) it.skip("skipped: needs pymodbus and mbpoll", () => {});
  beforeAll(async () => {
    if (isReady) slave = await PymodbusSlave.start();
  });
  afterAll(() => slave?.end());

  it.runIf(isReady)("is found where it is looked for, by what its units say", async () => {
    const servient = new Servient();
    const { signal } = new AbortController();
    const found = [];
    const hosts = [`127.0.0.1:${slave.port}`];
    const options = { servient, hosts, signal, clock: systemClock, logger: silent };
    for await (const { entry } of modbusPlugin.find!(options)) found.push(...entry.devices);
    expect(found.map(({ unitId, map }) => [unitId, map])).toEqual([
      [1, "eastron/sdm120"],
      [3, "wiren-board/wb-mdm3"],
      ...(hasPysunspec ? [[10, "sunspec"]] : []),
    ]);
  });

  it.runIf(isReady)("takes every function that it has", async () => {
    const form = (terms: object, more: object = {}) => [
      { href: "", contentType: "application/octet-stream", "modv:zeroBasedAddressing": true, ...terms, ...more },
    ];
    const wide = ";length=4;signed=false;byteSeq=BIG_ENDIAN";
    await using client = new Servient({ clients: [modbusClient()] });
    const thing = client.consume({
      "@context": ["https://www.w3.org/2022/wot/td/v1.1", { modv: "https://www.w3.org/2019/wot/modbus#" }],
      title: "Slave",
      base: `modbus+tcp://127.0.0.1:${slave.port}/2/`,
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        identification: {
          type: "object",
          forms: form({ "modv:function": "readDeviceIdentification", contentType: "application/json" }),
        },
        vendor: {
          type: "string",
          forms: form({ href: "0", "modv:function": "readDeviceIdentification", contentType: "text/plain" }),
        },
        pair: {
          type: "integer",
          forms: form({
            href: "4?quantity=2",
            "modv:entity": "HoldingRegister",
            contentType: `application/octet-stream${wide}`,
          }),
        },
        mask: { forms: form({ href: "4", op: "writeproperty", "modv:function": 22 }) },
        events: { forms: form({ "modv:function": "readEventCounter" }) },
        serverId: { forms: form({ "modv:function": "reportServerId" }) },
        exceptionStatus: { forms: form({ "modv:function": "readExceptionStatus" }) },
      },
      actions: {
        echo: { input: {}, output: {}, forms: form({ href: "0", "modv:function": "diagnostics" }) },
        swap: {
          input: {},
          output: {},
          forms: form({ href: "5", "modv:function": 23, "twm:writeAddress": 4, "modv:quantity": 1 }),
        },
      },
    } as never);
    expect(await thing.read("identification")).toMatchObject({ VendorName: "pymodbus", ProductCode: "PM" });
    expect(await thing.read("vendor")).toBe("pymodbus");
    await thing.write("pair", 0x0012_0034);
    expect([slave.polled(2, "4", 4), slave.polled(2, "4", 5)]).toEqual(["18", "52"]);
    await thing.write("mask", Uint8Array.of(0, 0xf2, 0, 0x25));
    expect(slave.polled(2, "4", 4)).toBe("23");
    expect(await thing.invoke("echo", Uint8Array.of(0xa5, 0x37))).toEqual(Uint8Array.of(0xa5, 0x37));
    expect(await thing.invoke("swap", Uint8Array.of(0, 9))).toEqual(Uint8Array.of(0, 52));
    expect(slave.polled(2, "4", 4)).toBe("9");
    expect(await thing.read("exceptionStatus")).toHaveLength(1);
    expect(await thing.read("events")).toHaveLength(4);
    expect(await thing.read("serverId")).toBeInstanceOf(Uint8Array);
  });
});
