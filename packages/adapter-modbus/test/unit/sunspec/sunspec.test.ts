import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Modbus, modbus } from "../../../src/index.js";
import { RegisterSlave } from "../../support/register-slave.js";
import { modelRegisters, sunSpecRegisters } from "../../support/sunspec-registers.js";

const base = 40_000;
const meter = { A: 15, PhVphA: 2305, Hz: 500, W: -4125, PF: -98, TotWhExp: 7_000, TotWhImp: 1_234_560 };
const meterScales = { 4: -1, 13: -1, 15: -1, 20: -1, 35: 0, 52: 0 };

let slave: RegisterSlave;
let servient: Servient;
let adapter: Modbus | undefined;

beforeEach(async () => {
  slave = await RegisterSlave.listen();
  servient = new Servient({ servers: [httpServer({ port: 0 })] });
  await servient.start();
});

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await servient.stop();
  await slave.close();
});

const offer = async (map?: "sunspec") => {
  const device = { id: "urn:example:roof", title: "Roof", host: "127.0.0.1", port: slave.port, ...(map && { map }) };
  adapter = await modbus(servient, { devices: [device], limits: { minReconnectDelayMs: 10, maxReconnectDelayMs: 20 } });
  return adapter;
};

const read = async (name: string, part = 0): Promise<unknown> => {
  const { description } = adapter!.devices.get("urn:example:roof")!.things[part]!;
  const href = description.properties![name]!.forms.map((form) => form.href).find((each) => each.startsWith("http"));
  const response = await fetch(href!);
  return response.ok ? response.json() : response.status;
};

describe("a SunSpec device", () => {
  it("is the Things that its models are, with all their points", async () => {
    const inverter = modelRegisters(103, 50, { A: 90, PhVphA: 2301, W: 2070, St: 4 }, { 4: -1, 11: -1, 13: 0 });
    slave.put(
      "holding",
      base,
      ...sunSpecRegisters([
        [103, inverter],
        [160, [1, 2, 3]],
        [203, modelRegisters(203, 105, meter, meterScales)],
      ]),
    );
    const { devices } = await offer("sunspec");
    const device = devices.get("urn:example:roof")!;
    expect(device.things.map(({ description }) => description.title)).toEqual(["Roof", "Roof Meter 2"]);
    expect(device.problems).toEqual(["SunSpec model 160 is not known here"]);
    expect([await read("voltage"), await read("current"), await read("W"), await read("St")]).toEqual([
      230.1,
      9,
      2070,
      "running",
    ]);
    const names = ["power", "energy", "energyExported", "voltage", "current", "frequency", "PF"];
    expect(await Promise.all(names.map((name) => read(name, 1)))).toEqual([-412.5, 1234.56, 7, 230.5, 1.5, 50, -98]);
  });

  it("that changes its scale factors is read by the new ones", async () => {
    slave.put("holding", base, ...sunSpecRegisters([[203, modelRegisters(203, 105, meter, meterScales)]]));
    await offer("sunspec");
    expect(await read("power")).toBe(-412.5);
    const changed = modelRegisters(203, 105, { ...meter, W: 5_000 }, { ...meterScales, 20: 1 });
    slave.put("holding", base, ...sunSpecRegisters([[203, changed]]));
    while ((await read("power")) !== 50_000) await new Promise(setImmediate);
  });

  it("is recognized without being told, wherever its map begins, and is waited for", async () => {
    await offer();
    expect(adapter!.unoffered[0]!.why).toMatch(/SunSpec/);
    slave.put("holding", 0, ...sunSpecRegisters([[203, modelRegisters(203, 105, meter, meterScales)]]));
    while (adapter!.devices.size === 0) await new Promise(setImmediate);
    expect(await read("energy")).toBe(1234.56);
  });

  it("whose models have no end, or lie about their lengths, ends all the same", async () => {
    slave.put("holding", base, 0x5375, 0x6e53, ...Array.from({ length: 200 }, () => [777, 0]).flat());
    slave.put("holding", 50_000, 0x5375, 0x6e53);
    const { devices } = await offer("sunspec");
    expect(devices.get("urn:example:roof")!.things).toEqual([]);
    expect(devices.get("urn:example:roof")!.problems.length).toBeLessThanOrEqual(64);
    slave.put("holding", base + 2, 203, 65_000);
    await adapter!.remove("urn:example:roof");
    await adapter!.add({ id: "urn:example:roof", title: "Roof", host: "127.0.0.1", port: slave.port, map: "sunspec" });
    expect(adapter!.devices.get("urn:example:roof")!.things).toEqual([]);
  });
});
