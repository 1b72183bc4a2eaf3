import { compileMapping, findLosses } from "@thingwright/mapping";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describeBridge, type HuePart } from "../../src/index.js";
import { house, rid } from "../support/resources.js";

const address = { url: "https://192.0.2.7", id: "urn:hue:bridge" };

async function described(data: unknown) {
  const found = await describeBridge({ errors: [], data }, address);
  for (const part of found.parts) {
    expect(validateThingDescription(part.southbound)).toEqual([]);
    compileMapping(part.southbound, part.model);
  }
  return found;
}

const partOf = async (number: number): Promise<HuePart> =>
  (await described(house)).parts.find(({ id }) => id === `urn:hue:${rid(number)}`)!;

/** What the state of a resource is as a property of the Thing. */
async function reads(part: HuePart, name: string, number: number): Promise<unknown> {
  const answer = { data: [house.find(({ id }) => id === rid(number))] };
  for (const source of compileMapping(part.southbound, part.model).sources) {
    const feed = source.feeds.find(({ target }) => target.kind === "property" && target.name === name);
    if (feed !== undefined) return feed.conversion.read(answer, { vendor: answer, model: {} });
  }
  return undefined;
}

const writes = async (part: HuePart, name: string, value: unknown): Promise<unknown> =>
  compileMapping(part.southbound, part.model).writers.get(name)!.conversion.write(value, { vendor: {}, model: {} });

const names = ({ model }: HuePart) => Object.keys({ ...model.properties, ...model.actions, ...model.events });

describe("a described bridge", () => {
  it("is the Things that are behind it, and says what is none", async () => {
    const { parts, problems } = await described(house);
    expect(parts.map(({ title, modelName }) => `${title}: ${modelName}`)).toEqual([
      "Sofa lamp: colour-light",
      "Plug: on-off-light",
      "Hall sensor: occupancy-sensor",
      "Door: contact-sensor",
      "Switch: undefined",
      "Living room: light-group",
      "Living room Relax: scene",
    ]);
    expect(problems).toEqual([`entertainment_configuration ${rid(8)}: belongs to no device, room or scene`]);
  });

  it("has lamps in the words of the common API, both ways", async () => {
    const lamp = await partOf(11);
    expect(await reads(lamp, "brightness", 11)).toBe(50);
    expect(await reads(lamp, "colorTemperature", 11)).toBe(4000);
    expect(await reads(lamp, "colorXy", 11)).toEqual({ x: 0.45, y: 0.41 });
    expect(await writes(lamp, "on", true)).toEqual({ on: { on: true } });
    expect(await writes(lamp, "brightness", 20)).toEqual({ dimming: { brightness: 20 } });
    expect(await writes(lamp, "colorTemperature", 2700)).toEqual({ color_temperature: { mirek: 370 } });
    expect(await writes(lamp, "colorXy", { x: 0.3, y: 0.3 })).toEqual({ color: { xy: { x: 0.3, y: 0.3 } } });
    expect(await reads(lamp, "light", 11)).toMatchObject({ effects: { status: "no_effect" } });
  });

  it("has sensors with all that they sense", async () => {
    const sensor = await partOf(3);
    expect(await reads(sensor, "occupied", 31)).toBe(false);
    expect(await reads(sensor, "temperature", 32)).toBe(21.4);
    expect(await reads(sensor, "illuminance", 33)).toBe(100);
    expect(await reads(sensor, "battery", 34)).toBe(88);
    expect(await reads(await partOf(4), "open", 41)).toBe(false);
    expect(names(await partOf(5))).toEqual(
      expect.arrayContaining(["identify", "button_1_pressed", "button_2_pressed", "dial_00000000_turned"]),
    );
  });

  it("has rooms that know their lamps, and scenes that are recalled", async () => {
    const room = await partOf(61);
    expect(await reads(room, "members", 61)).toEqual([`urn:hue:${rid(11)}`, `urn:hue:${rid(21)}`]);
    const scene = await partOf(7);
    expect(await reads(scene, "active", 7)).toBe(false);
    const recall = compileMapping(scene.southbound, scene.model).invokers.get("recall")!;
    const context = { vendor: undefined, model: {} };
    expect(await recall.payload({ transitionTime: 1.5 }, context)).toEqual({
      recall: { action: "active", duration: 1500 },
    });
    expect(await recall.payload({}, context)).toEqual({ recall: { action: "active" } });
    expect(await recall.payload(undefined, context)).toEqual({ recall: { action: "active" } });
  });

  it("throws for nothing that a bridge says", async () => {
    for (const answer of [null, [], {}, { data: 7 }, { data: [null, 1, { id: 1 }] }])
      expect((await describeBridge(answer, address)).parts).toEqual([]);
    const loop = [
      { id: rid(1), type: "room", children: [{ rid: rid(1) }, { rid: rid(2) }] },
      { id: rid(2), type: "room", children: [{ rid: rid(1) }] },
      { id: rid(3), type: "grouped_light", owner: { rid: rid(1) }, on: { on: true } },
      { id: rid(4), type: "device", services: "none", metadata: 3 },
      { id: "../../config", type: "light" },
    ];
    const { parts, problems } = await described(loop);
    expect(parts.map(({ title }) => title)).toEqual(["Hue device"]);
    expect(problems).toEqual(["a resource without id or type", expect.stringContaining("grouped_light")]);
    expect((await describeBridge({ data: house }, address, 3)).problems.length).toBeGreaterThan(10);
  });
});

it("a written value is read again as it was, within the model's step, but for temperatures between two mireds", async () => {
  for (const { southbound, model } of (await described(house)).parts) {
    for (const { property, message } of await findLosses(compileMapping(southbound, model), model)) {
      expect([property, message]).toEqual(["colorTemperature", undefined]);
    }
  }
});
