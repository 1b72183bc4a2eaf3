import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  describeRegisterMap,
  type Modbus,
  modbus,
  registerMap,
  registerMapNames,
  type Scalar,
} from "@thingwright/adapter-modbus";
import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import type { MappingExamples } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../test/house/workspace.js";
import { judged } from "./support/judged.js";
import { placeOf, registersOf } from "./support/modbus-registers.js";
import { NorthboundThing, until } from "./support/northbound.js";
import { hasPymodbus, PymodbusSlave } from "./support/pymodbus.js";

interface Examples extends MappingExamples {
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

const devices = registerMapNames.map((name, index) => {
  const text = readFileSync(join(root, `packages/adapter-modbus/maps/${name}.examples.json`), "utf8");
  const examples = JSON.parse(text) as Examples;
  const { parameters = {} } = examples;
  return {
    name,
    unitId: 11 + index,
    id: `urn:example:${index}`,
    title: name,
    map: { ...registerMap(name), pollMs: 100 },
    parameters,
    examples,
  };
});

describe("the register map of a product behind pymodbus", () => {
  if (!hasPymodbus) it.skip("skipped: needs pymodbus", () => {});
  let slave: PymodbusSlave;
  let house: Servient;
  let adapter: Modbus;

  /** The main Thing of a device, as its adapter speaks to it. */
  const southboundOf = async ({ map, parameters }: (typeof devices)[number]): Promise<readonly ThingDescription[]> => {
    const device = { id: "urn:example:x", title: "x", address: { host: "127.0.0.1" }, parameters };
    return (await describeRegisterMap(map, device)).parts.map(({ southbound }) => southbound);
  };

  beforeAll(async () => {
    if (!hasPymodbus) return;
    slave = await PymodbusSlave.start();
    for (const device of devices) {
      for (const thing of await southboundOf(device)) {
        for (const [name, property] of Object.entries(thing.properties ?? {})) {
          const example = device.examples.reads.find(({ source }) => source === `properties/${name}`);
          const { entity, address } = placeOf(property);
          await slave.put(device.unitId, entity, address, registersOf(property, example?.vendor ?? least(property)));
        }
      }
    }
    house = new Servient({ servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
    await house.start();
    const address = { host: "127.0.0.1", port: slave.port };
    adapter = await modbus(house, { devices: devices.map((device) => ({ ...device, ...address })) });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    await slave?.end();
  });

  /** A value that the model takes, where no example says one. */
  const least = ({ type, minimum }: object & { type?: string; minimum?: number }): unknown =>
    type === "boolean" ? false : Math.max(0, minimum ?? 0);

  const thingsOf = (id: string) => adapter.devices.get(id)!.things.map(({ description }) => description);

  for (const device of devices) {
    const { name, unitId, id, examples } = device;
    it.runIf(hasPymodbus)(`${name} is read, written and observed`, async () => {
      const thing = new NorthboundThing(thingsOf(id)[0]!);
      const [southbound] = await southboundOf(device);
      const registerOf = (path: string) => southbound!.properties![path.slice("properties/".length)]!;
      const put = async (path: string, vendor: unknown): Promise<void> => {
        const { entity, address } = placeOf(registerOf(path));
        await slave.put(unitId, entity, address, registersOf(registerOf(path), vendor));
      };
      for (const { source, vendor, model } of examples.reads) {
        await put(source, vendor);
        for (const [property, value] of Object.entries(model)) {
          await until(async () => isNear(await thing.read(property), value));
        }
      }
      for (const { property, model, outlet } of examples.writes) {
        expect(await thing.write(property, model)).toBe(204);
        const { readOnly } = registerOf(outlet);
        expect(readOnly).not.toBe(true);
        await until(async () => (await thing.read(property)) === model);
      }
    });
  }

  for (const { name, id } of devices) {
    it.runIf(hasPymodbus)(`${name} is judged to do what its Thing Descriptions say`, { concurrent: true }, async () => {
      const { violations } = await judged(thingsOf(id));
      expect(violations).toEqual([]);
    });
  }
});

/** What single precision is good for. */
const isNear = (read: unknown, value: unknown): boolean =>
  read === value ||
  (typeof read === "number" && typeof value === "number" && Math.abs(read - value) <= Math.abs(value) * 1e-6);
