import { compileMapping, findLosses } from "@thingwright/mapping";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describeDevice, readDeviceInfo, type ShellyPart } from "../../src/index.js";
import { bulb, meters, plug, relay, shutter, smoke, strip, valve, weather } from "../support/devices.js";
import type { FakeShellyOptions } from "../support/fake-shelly.js";

const address = { url: "http://192.0.2.7", isProtected: false };

async function described({ id = "shellyplug-1", name, status, config = {} }: FakeShellyOptions) {
  const info = readDeviceInfo({ id, name, model: "M", gen: 2, auth_en: false });
  const found = await describeDevice({ info, status, config }, address);
  for (const part of found.parts) {
    expect(validateThingDescription(part.southbound)).toEqual([]);
    compileMapping(part.southbound, part.model);
  }
  return found;
}

const partsOf = async (device: FakeShellyOptions) => (await described(device)).parts;

/** What a status of the device is as a property of the Thing. */
async function reads(part: ShellyPart, name: string, status: object): Promise<unknown> {
  const { sources } = compileMapping(part.southbound, part.model);
  const feeds = sources.flatMap((source) => source.feeds);
  const feed = feeds.find(({ target }) => target.kind === "property" && target.name === name)!;
  return feed.conversion.read(status, { vendor: status, model: {} });
}

/** The RPC method and its parameters for a value of the Thing. */
async function writes(part: ShellyPart, name: string, value: unknown): Promise<unknown> {
  const writer = compileMapping(part.southbound, part.model).writers.get(name)!;
  return [writer.outlet.name, await writer.conversion.write(value, { vendor: {}, model: {} })];
}

const names = ({ model }: ShellyPart) => Object.keys({ ...model.properties, ...model.actions, ...model.events });

describe("a described Shelly", () => {
  it("is a switch with what it measures, and each component's own status beside", async () => {
    const [part, ...others] = await partsOf(plug);
    expect(others).toEqual([]);
    expect([part!.id, part!.title, part!.modelName]).toEqual(["urn:shelly:shellyplug-1", "Desk", "switch"]);
    expect(await reads(part!, "energy", plug.status)).toBeCloseTo(1.2345);
    expect(await reads(part!, "powerFactor", plug.status)).toBe(0.58);
    expect(await reads(part!, "wifi_status", plug.status)).toEqual(plug.status.wifi);
    expect(await writes(part!, "on", true)).toEqual(["Switch.Set", { id: 0, on: true }]);
  });

  it("is one Thing for each channel and for each sensor of a kind, with its input, under its own name", async () => {
    const parts = await partsOf(relay);
    expect(parts.map(({ id, title, modelName }) => [id.split(":").slice(3).join(), title, modelName])).toEqual([
      ["", "Hall", "switch"],
      ["switch-1", "Fan", "switch"],
      ["temperature-100", "Hall temperature-100", "temperature-sensor"],
      ["temperature-101", "Hall temperature-101", "temperature-sensor"],
    ]);
    expect(names(parts[0]!)).toContain("input_0");
    expect(names(parts[1]!)).toContain("input_1_pressed");
    expect(names(parts[0]!)).toContain("quantum_0_status");
    expect(await reads(parts[3]!, "temperature", relay.status)).toBe(4.5);
    expect(await writes(parts[1]!, "on", false)).toEqual(["Switch.Set", { id: 1, on: false }]);
  });

  it("is a blind where it knows its position, and opens and closes where it does not", async () => {
    const [part] = await partsOf(shutter);
    expect(part!.modelName).toBe("blind");
    expect(await reads(part!, "moving", { "cover:0": { state: "closing" } })).toBe("closing");
    expect(await writes(part!, "position", 70)).toEqual(["Cover.GoToPosition", { id: 0, pos: 70 }]);
    const [blind] = await partsOf({
      ...shutter,
      status: { "cover:0": { id: 0, state: "open", current_pos: null, pos_control: false } },
    });
    expect(blind!.modelName).toBeUndefined();
    expect(names(blind!)).toEqual(expect.arrayContaining(["open", "close", "stop", "moving"]));
  });

  it("is a lamp with the colours that it has, both ways", async () => {
    const [rgbw] = await partsOf(strip);
    expect(rgbw!.modelName).toBe("colour-light");
    expect(await reads(rgbw!, "colorXy", strip.status)).toEqual({
      x: expect.closeTo(0.64, 2),
      y: expect.closeTo(0.33, 2),
    });
    expect(await writes(rgbw!, "colorXy", { x: 0.64, y: 0.33 })).toEqual(["RGBW.Set", { id: 0, rgb: [255, 0, 0] }]);
    expect(await writes(rgbw!, "white", 3)).toEqual(["RGBW.Set", { id: 0, white: 3 }]);
    expect(rgbw!.model.properties!.brightness).toMatchObject({ minimum: 1 });
    const [cct] = await partsOf(bulb);
    expect(cct!.modelName).toBe("tunable-white-light");
    expect(cct!.model.properties!.colorTemperature).toMatchObject({ minimum: 2700, maximum: 6500 });
    expect(await writes(cct!, "colorTemperature", 4000)).toEqual(["CCT.Set", { id: 0, ct: 4000 }]);
  });

  it("is what its sensors are", async () => {
    const [cellar] = await partsOf(weather);
    expect(cellar!.modelName).toBe("climate-sensor");
    expect(await reads(cellar!, "battery", weather.status)).toBe(80);
    const [mains] = await partsOf(meters);
    expect(mains!.modelName).toBe("electricity-meter");
    expect(await reads(mains!, "power", meters.status)).toBe(-12.5);
    expect(await reads(mains!, "energyExported", meters.status)).toBe(0.25);
    const [attic] = await partsOf(smoke);
    expect(attic!.modelName).toBe("smoke-sensor");
    expect(names(attic!)).toEqual(expect.arrayContaining(["alarm", "silence"]));
  });

  it("is a thermostat, whichever way it is reached", async () => {
    const [wall] = await partsOf(valve);
    expect(wall!.modelName).toBe("thermostat");
    expect(await reads(wall!, "status", valve.status)).toBe("heating");
    expect(await writes(wall!, "mode", "off")).toEqual(["Thermostat.SetConfig", { id: 0, config: { enable: false } }]);
    const [blu] = await partsOf({
      status: { "blutrv:200": { id: 200, target_C: 20, current_C: 18, pos: 33, battery: 90 } },
    });
    expect(blu!.modelName).toBe("thermostat");
    expect(await writes(blu!, "targetTemperature", 22)).toEqual([
      "BluTrv.Call",
      { id: 200, method: "TRV.SetTarget", params: { id: 0, target_C: 22 } },
    ]);
  });

  it("has the values that its owner made up", async () => {
    const [part] = await partsOf({
      status: { "number:200": { value: 5 }, "enum:200": { value: "a" } },
      config: { "number:200": { name: "Boost", min: 0, max: 10 }, "enum:200": { options: ["a", "b"] } },
    });
    expect(part!.model.properties!.number_200_value).toMatchObject({ title: "Boost", minimum: 0, maximum: 10 });
    expect(await writes(part!, "enum_200_value", "b")).toEqual(["Enum.Set", { id: 200, value: "b" }]);
  });

  it("says what of it is not offered, and throws for nothing", async () => {
    const strange = JSON.parse(
      '{"__proto__": {"a": 1}, "Switch 0": {}, "switch:0": 7, "light:0": {"output": "yes", "brightness": []}}',
    );
    const { parts, problems } = await described({ status: strange });
    expect(problems).toEqual([
      '"__proto__": is no name of a component',
      '"Switch 0": is no name of a component',
      "switch:0: has no status",
    ]);
    expect(names(parts[0]!)).toEqual(["light_0_status"]);
    for (const status of [null, 3, [], "x"]) expect((await described({ status: status as never })).parts).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, id) => [`switch:${id}`, { output: true }]));
    expect((await described({ status: many })).problems).toHaveLength(72);
  });

  it("is refused when it is of the first generation, or does not say who it is", () => {
    for (const answer of [{ type: "SHPLG-S" }, { gen: 2 }, { gen: 2, id: "../etc" }, null, []])
      expect(() => readDeviceInfo(answer)).toThrow(expect.objectContaining({ code: "WOT_OPERATION" }));
  });
});

it("a written value is read again as it was, within the model's step", async () => {
  for (const device of [bulb, meters, plug, relay, shutter, smoke, strip, valve, weather]) {
    for (const { southbound, model } of await partsOf(device)) {
      expect(await findLosses(compileMapping(southbound, model), model)).toEqual([]);
    }
  }
});
