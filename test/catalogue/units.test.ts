import {
  type AnnouncedPart,
  describeDevice as describeAnnounced,
  readConfig,
} from "@thingwright/adapter-home-assistant";
import { describeBridge } from "@thingwright/adapter-hue";
import { describeDevice as describeShelly, readDeviceInfo } from "@thingwright/adapter-shelly";
import { describeDevice as describeZigbee } from "@thingwright/adapter-zigbee2mqtt";
import { compileMapping } from "@thingwright/mapping";
import type { DataSchema, ThingDescription, ThingModel } from "@thingwright/td";
import { thingModel, thingModelNames } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import * as announced from "../../packages/adapter-home-assistant/test/support/announced.js";
import { house } from "../../packages/adapter-hue/test/support/resources.js";
import * as shellies from "../../packages/adapter-shelly/test/support/devices.js";
import * as exposes from "../../packages/adapter-zigbee2mqtt/test/support/exposes.js";

/** A device's Thing: how it is spoken to, and as what it is offered. */
interface Part {
  readonly southbound: ThingDescription;
  readonly model: ThingModel;
  readonly served?: readonly { readonly name: string }[];
}

const unitOf = (schema: DataSchema | undefined): unknown => (schema as { readonly unit?: string } | undefined)?.unit;

/** Units of the properties of the common models, by name; each has one. */
async function commonUnits(): Promise<ReadonlyMap<string, unknown>> {
  const units = new Map<string, unknown>();
  for (const model of await Promise.all(thingModelNames.map((name) => thingModel(name)))) {
    for (const [name, schema] of Object.entries(model.properties ?? {})) {
      const unit = unitOf(schema as DataSchema);
      if (unit === undefined) continue;
      if (units.has(name)) expect([name, unit]).toEqual([name, units.get(name)]);
      units.set(name, unit);
    }
  }
  return units;
}

/** What a vendor's value makes of the model's properties. */
async function told({ southbound, model }: Part, vendor: unknown): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {};
  for (const source of compileMapping(southbound, model, { maxExpressionLength: 8_000 }).sources) {
    for (const { target, conversion } of source.feeds) {
      if (target.kind !== "property") continue;
      const value = await conversion.read(vendor, { vendor, model: {} });
      if (value !== undefined) values[target.name] ??= value;
    }
  }
  return values;
}

const address = { broker: "mqtt://broker.example", base: "zigbee2mqtt", name: "device" };

async function zigbee(definition: unknown): Promise<readonly Part[]> {
  return (await describeZigbee(definition as never, address, "urn:example:zigbee")).parts;
}

const numeric = (name: string, unit: string) => ({ type: "numeric", name, property: name, access: 1, unit });

async function entity(more: object): Promise<AnnouncedPart> {
  const payload = { unique_id: "one", state_topic: "state", device: { identifiers: ["one"], name: "Device" }, ...more };
  const { entities } = readConfig({ component: "sensor", nodeId: undefined, objectId: "one" }, payload);
  const { parts } = await describeAnnounced(
    { name: "Device", entities },
    { broker: "mqtt://broker.example" },
    "urn:example:announced",
  );
  return parts[0]!;
}

async function shelly(device: typeof shellies.plug): Promise<readonly Part[]> {
  const { id = "shellyplug-1", name, status, config = {} } = device;
  const info = readDeviceInfo({ id, name, model: "M", gen: 2, auth_en: false });
  return (await describeShelly({ info, status, config }, { url: "http://192.0.2.7", isProtected: false })).parts;
}

const hue = async (): Promise<readonly Part[]> =>
  (await describeBridge({ errors: [], data: house }, { url: "https://192.0.2.7", id: "urn:hue:bridge" })).parts;

describe("a quantity of the common models", () => {
  it("has one unit, of QUDT, in all of them", async () => {
    const units = await commonUnits();
    expect(units.size).toBeGreaterThan(20);
    for (const unit of units.values()) expect(unit).toMatch(/^qudtUnit:/);
  });

  it("has that unit at every device of every adapter", async () => {
    const units = await commonUnits();
    const parts = [
      ...(await Promise.all(Object.values(exposes).map(zigbee))).flat(),
      ...(await Promise.all(Object.values(shellies).map((device) => shelly(device as never)))).flat(),
      ...(await hue()),
    ];
    const checked: string[] = [];
    for (const { model, served = [] } of parts) {
      const names = new Set(served.map(({ name }) => name));
      for (const [name, schema] of Object.entries(model.properties ?? {})) {
        if (!units.has(name) || (served.length > 0 && !names.has(name))) continue;
        expect([model.title, name, unitOf(schema as DataSchema)]).toEqual([model.title, name, units.get(name)]);
        checked.push(name);
      }
    }
    expect([...new Set(checked)]).toEqual(
      expect.arrayContaining(["brightness", "colorTemperature", "temperature", "power", "energy", "battery"]),
    );
  });
});

describe("what a maker sends arrives in the unit of the model", () => {
  it.each([
    ["temperature", "°C", 21.5, "temperature", 21.5],
    ["temperature", "°F", 77, "temperature", 25],
    ["temperature", "K", 300, "temperature", 26.85],
    ["power", "W", 1500, "power", 1500],
    ["power", "kW", 1.5, "power", 1500],
    ["energy", "kWh", 2.5, "energy", 2.5],
    ["energy", "Wh", 2500, "energy", 2.5],
    ["current", "mA", 250, "current", 0.25],
    ["humidity", "%", 45, "relativeHumidity", 45],
    ["co2", "ppm", 800, "co2", 800],
    ["illuminance", "lx", 320, "illuminance", 320],
  ])("of Zigbee2MQTT: %s in %s", async (name, unit, vendor, property, value) => {
    const [part] = await zigbee({ vendor: "ACME", model: "M", exposes: [numeric(name, unit)] });
    expect((await told(part!, { [name]: vendor }))[property]).toBe(value);
  });

  it("of Zigbee2MQTT: millivolts and kilowatts of a plug; what no model has keeps its unit and says so", async () => {
    const state = { type: "binary", name: "state", property: "state", access: 7, value_on: "ON", value_off: "OFF" };
    const meter = [numeric("voltage", "mV"), numeric("power", "kW"), numeric("device_temperature", "°F")];
    const [plug] = await zigbee({
      vendor: "ACME",
      model: "P",
      exposes: [{ type: "switch", features: [state] }, ...meter],
    });
    const values = await told(plug!, { state: "ON", voltage: 230_100, power: 0.12, device_temperature: 104 });
    expect(values).toMatchObject({ voltage: 230.1, power: 120 });
    const [name, own] = Object.entries(plug!.model.properties!).find(([each]) => /device_?temperature/i.test(each))!;
    expect([unitOf(own as DataSchema), values[name]]).toEqual(["qudtUnit:DEG_F", 104]);
  });

  it("of Zigbee2MQTT: a lamp's 0–254 and mired", async () => {
    const [lamp] = await zigbee(exposes.bulb);
    expect(await told(lamp!, { state: "ON", brightness: 254, color_temp: 250 })).toMatchObject({
      on: true,
      brightness: 100,
      colorTemperature: 4000,
    });
  });

  it.each([
    ["temperature", "°F", "77", "temperature", 25],
    ["temperature", "K", "300", "temperature", 26.85],
    ["power", "kW", "1.5", "power", 1500],
    ["energy", "Wh", "2500", "energy", 2.5],
  ])("of Home Assistant's discovery: %s in %s", async (kind, unit, vendor, property, value) => {
    const part = await entity({ device_class: kind, unit_of_measurement: unit });
    expect((await told(part, vendor))[property]).toBe(value);
  });

  it("of Home Assistant's discovery: a lamp's 0–255 and mired", async () => {
    const { entities } = readConfig({ component: "light", nodeId: undefined, objectId: "one" }, announced.esphomeLight);
    const found = await describeAnnounced(
      { name: "Lamp", entities },
      { broker: "mqtt://broker.example" },
      "urn:example:l",
    );
    expect(await told(found.parts[0]!, { state: "ON", brightness: 255, color_temp: 250 })).toMatchObject({
      brightness: 100,
      colorTemperature: 4000,
    });
  });

  it("of Hue: per cent and mirek", async () => {
    const light = house.find(({ type }) => type === "light")!;
    const lamp = (await hue()).find(({ model }) => model.properties?.colorTemperature !== undefined)!;
    const data = [{ ...light, dimming: { brightness: 50 }, color_temperature: { mirek: 250, mirek_valid: true } }];
    expect(await told(lamp, { data })).toMatchObject({ brightness: 50, colorTemperature: 4000 });
  });

  it("of Shelly: watts, watt-hours and degrees", async () => {
    const [plug] = await shelly(shellies.plug);
    expect(await told(plug!, shellies.plug.status)).toMatchObject({ power: 8.9, voltage: 231.2, current: 0.066 });
    expect((await told(plug!, shellies.plug.status)).energy).toBeCloseTo(1.2345, 6);
  });
});
