import { httpServer } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Modbus, type ModbusOptions, modbus, type RegisterMap } from "../../src/index.js";
import { RegisterSlave } from "../support/register-slave.js";

const dimmer: RegisterMap = {
  title: "Dimmer",
  maker: "Acme",
  product: "D1",
  as: "dimmable-light",
  pollMs: 10,
  timeoutMs: 100,
  recognize: [{ entity: "HoldingRegister", address: 90, is: 0xd1 }],
  registers: [
    { name: "state", entity: "Coil", address: 0, access: "read-write", serves: "on" },
    {
      name: "level",
      entity: "HoldingRegister",
      address: 1,
      access: "read-write",
      maximum: 255,
      range: [
        [0, 255],
        [0, 100],
      ],
      serves: "brightness",
    },
    { name: "runtime", title: "Running time", entity: "HoldingRegister", address: 2, type: "uint32", unit: "h" },
  ],
};

let slave: RegisterSlave;
let servient: Servient;
let adapter: Modbus | undefined;
let changes: string[];

beforeEach(async () => {
  slave = await RegisterSlave.listen();
  slave.coils.set(0, true);
  slave.put("holding", 1, 51, 0, 7000);
  slave.put("holding", 90, 0xd1);
  servient = new Servient({ servers: [httpServer({ port: 0 })] });
  await servient.start();
  changes = [];
});

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await servient.stop();
  await slave.close();
});

const entry = (more: object = {}) => ({
  id: "urn:example:hall",
  title: "Hall",
  host: "127.0.0.1",
  port: slave.port,
  map: dimmer,
  ...more,
});

async function offer(devices: ModbusOptions["devices"] = [entry()], options: Partial<ModbusOptions> = {}) {
  adapter = await modbus(servient, {
    devices,
    client: modbusClient({ limits: { maxPollingTimeMs: 40, maxSilentPauseMs: 40, connectTimeoutMs: 500 } }),
    limits: { timeoutMs: 1000, minReconnectDelayMs: 10, maxReconnectDelayMs: 20 },
    onChange: ({ kind, device }) => changes.push(`${kind} ${device.name}`),
    ...options,
  });
  return adapter;
}

/** Address of a property of the first Thing of a device, over HTTP. */
function urlOf(name: string, id = "urn:example:hall"): string {
  const { description } = adapter!.devices.get(id)!.things[0]!;
  return description.properties![name]!.forms.map(({ href }) => href).find((href) => href.startsWith("http"))!;
}

async function read(name: string, id?: string): Promise<unknown> {
  const response = await fetch(urlOf(name, id));
  return response.ok ? response.json() : response.status;
}

const write = async (name: string, value: unknown): Promise<number> => {
  const headers = { "content-type": "application/json" };
  return (await fetch(urlOf(name), { method: "PUT", headers, body: JSON.stringify(value) })).status;
};

const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise(setImmediate);
};

describe("a Modbus device", () => {
  it("is read and written as a Thing of its model, with what the model has not beside", async () => {
    await offer();
    expect([await read("on"), await read("brightness"), await read("runtime")]).toEqual([true, 20, 7000]);
    expect(await write("brightness", 60)).toBe(204);
    expect(slave.holding.get(1)).toBe(153);
    expect(await write("on", false)).toBe(204);
    expect(slave.coils.get(0)).toBe(false);
    expect([...adapter!.discover()].map(({ title }) => title)).toEqual(["Hall"]);
  });

  it("tells what changes at it", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    slave.put("holding", 1, 255);
    await until(async () => (await read("brightness")) === 100);
  });

  it("that takes a write and does nothing about it is not believed for longer than an interval", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    slave.ignoresWrites = true;
    expect(await write("brightness", 60)).toBe(204);
    await until(async () => (await read("brightness")) === 20);
  });

  it("that is away answers 503, says so, and is back with fresh values", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    await until(() => adapter!.devices.get("urn:example:hall")!.lastSeen !== undefined);
    await slave.close();
    await until(async () => (await read("brightness")) === 503);
    expect(await write("on", false)).toBe(503);
    const { isAvailable, lastSeen } = adapter!.devices.get("urn:example:hall")!;
    expect([isAvailable, lastSeen! <= Date.now()]).toEqual([false, true]);
    slave.put("holding", 1, 255);
    await slave.open();
    await until(async () => (await read("brightness")) === 100);
    expect(adapter!.devices.get("urn:example:hall")!.isAvailable).toBe(true);
  });

  it("that is silent answers 503 within the deadline", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    slave.mood = "silent";
    const began = Date.now();
    await until(async () => (await read("brightness")) === 503);
    expect(Date.now() - began).toBeLessThan(1500);
    slave.mood = "answers";
    await until(async () => (await read("brightness")) === 20);
  });

  it("that refuses answers 502, with its own word in the cause", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    slave.mood = { exception: 4 };
    await until(async () => (await read("brightness")) === 502);
    expect(await write("on", false)).toBe(502);
    slave.mood = "answers";
    await until(async () => (await read("on")) === true);
  });

  it("that lies about one value answers 502 for that one, and nothing else is disturbed", async () => {
    await offer();
    expect(await read("brightness")).toBe(20);
    slave.put("holding", 1, 40_000);
    await until(async () => (await read("brightness")) === 502);
    expect([await read("on"), await read("runtime")]).toEqual([true, 7000]);
  });

  it("that is away from the start is offered all the same", async () => {
    await slave.close();
    await offer();
    expect(await read("brightness")).toBe(503);
    await slave.open();
    await until(async () => (await read("brightness")) === 20);
  });
});

describe("Modbus devices", () => {
  it("join, become something else, are renamed and leave, and the others do not notice", async () => {
    await offer([entry(), entry({ id: "urn:example:attic", title: "Attic" })]);
    const attic = adapter!.devices.get("urn:example:attic")!.things[0]!;
    await adapter!.add(entry({ title: "Big hall" }));
    await adapter!.add(entry({ title: "Big hall", unitId: 2 }));
    await adapter!.remove("urn:example:hall");
    expect(changes).toEqual(["joined Hall", "joined Attic", "renamed Big hall", "redefined Big hall", "left Big hall"]);
    expect(adapter!.devices.get("urn:example:attic")!.things[0]).toBe(attic);
    expect(await read("brightness", "urn:example:attic")).toBe(20);
  });

  it("without a map are recognized by what they say, and until then are listed with the reason", async () => {
    const { map: _, ...unknown } = entry();
    slave.put("holding", 90, 0);
    await offer([unknown], { maps: [dimmer] });
    expect(adapter!.unoffered).toEqual([{ key: "urn:example:hall", why: expect.stringContaining("no register map") }]);
    await slave.close();
    await until(() => adapter!.unoffered[0]!.why.includes("cannot be reached"));
    slave.put("holding", 90, 0xd1);
    await slave.open();
    await until(() => adapter!.devices.size === 1);
    expect(await read("brightness")).toBe(20);
    expect(adapter!.unoffered).toEqual([]);
  });

  it("with a map that does not fit are offered with what they have, and the problem is told", async () => {
    const { as, ...rest } = dimmer;
    const [state] = dimmer.registers;
    await offer([entry({ map: { ...rest, as: "thermostat", registers: [state!] } })]);
    const device = adapter!.devices.get("urn:example:hall")!;
    expect(device.problems).toEqual([expect.stringContaining("thermostat")]);
    expect(await read("on")).toBe(true);
  });

  it("of a map that there is not are refused", async () => {
    await expect(offer([entry({ map: "acme/none" })])).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});
