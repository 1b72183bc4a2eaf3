import { httpServer } from "@thingwright/binding-http";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { createAjv, linearPatterns } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modbusPlugin } from "../../src/index.js";
import { RegisterSlave } from "../support/register-slave.js";

let slave: RegisterSlave;
let servient: Servient;

beforeEach(async () => {
  slave = await RegisterSlave.listen();
  for (const [index, letter] of [..."WBMD3"].entries()) slave.put("input", 200 + index, letter.charCodeAt(0));
  slave.coils.set(0, true);
  slave.put("holding", 0, 42, 0, 0);
  servient = new Servient({ servers: [httpServer({ port: 0 })] });
  await servient.start();
});

afterEach(async () => {
  await servient.stop();
  await slave.close();
});

const environment = {
  clock: systemClock,
  logger: silent,
  readFile: async (name: string) => {
    if (name !== "acme.yaml") throw new UsageError("WOT_ARGUMENT", `${name} cannot be read`);
    const map = "{ title: A, maker: A, product: A, registers: [{ name: value, entity: HoldingRegister, address: 0 }] }";
    return new TextEncoder().encode(map);
  },
};

const unit = { id: "urn:example:dimmer", title: "Dimmer" };

describe("the plugin", () => {
  it.each([
    ["one host with a device", { host: "a", devices: [unit] }, true],
    [
      "all that there is",
      {
        host: "a",
        port: 4001,
        framing: "rtu-over-tcp",
        devices: [{ ...unit, unitId: 3, map: "eastron/sdm120", parameters: { A: 1 } }],
      },
      true,
    ],
    ["no devices", { host: "a", devices: [] }, false],
    ["something unknown", { host: "a", devices: [unit], colour: 1 }, false],
    ["a unit that there is not", { host: "a", devices: [{ ...unit, unitId: 300 }] }, false],
  ])("has a schema for entries: %s", (_, entry, isOne) => {
    expect(createAjv({ allErrors: false, patterns: linearPatterns }).compile(modbusPlugin.entrySchema)(entry)).toBe(
      isOne,
    );
  });

  it("starts what an entry lists, by maps that are here and by those of a file", async () => {
    const entry = {
      host: "127.0.0.1",
      port: slave.port,
      devices: [
        { ...unit, map: "wiren-board/wb-mdm3" },
        { id: "urn:example:own", title: "Own", map: "acme.yaml" },
      ],
    };
    await using adapter = await modbusPlugin.start(servient, entry, environment);
    const titles = [...adapter.discover()].map(({ title }) => title);
    expect(titles).toEqual(["Dimmer channel 1", "Dimmer channel 2", "Dimmer channel 3", "Own"]);
    expect(modbusPlugin.keyOf(entry)).toBe(`127.0.0.1:${slave.port}`);
  });

  it("says which file it cannot read", async () => {
    const entry = { host: "127.0.0.1", devices: [{ ...unit, map: "none.yaml" }] };
    await expect(modbusPlugin.start(servient, entry, environment)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("finds what it recognizes at hosts that are named, and looks nowhere else", async () => {
    const found = [];
    const { signal } = new AbortController();
    const options = { servient, signal, clock: systemClock, logger: silent };
    for await (const each of modbusPlugin.find!({ ...options, hosts: ["127.0.0.1:1", `127.0.0.1:${slave.port}`] })) {
      found.push(each);
      break;
    }
    expect(found[0]!.title).toContain(`Wiren Board WB-MDM3 1`);
    expect(found[0]!.entry).toMatchObject({ host: "127.0.0.1", port: slave.port });
    expect(found[0]!.entry.devices[0]).toMatchObject({ unitId: 1, map: "wiren-board/wb-mdm3" });
    for await (const each of modbusPlugin.find!(options)) found.push(each);
    expect(found.length).toBe(1);
  });
});
