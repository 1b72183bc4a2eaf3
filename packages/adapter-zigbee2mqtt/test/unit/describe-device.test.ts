import { compileMapping, findLosses } from "@thingwright/mapping";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type DeviceDefinition, describeDevice, type ZigbeePart } from "../../src/index.js";
import { bulb, door, relay, remote, shutter, smoke, splitUnit, valve } from "../support/exposes.js";

const address = { broker: "mqtt://broker.example", base: "zigbee2mqtt", name: "hall/device" };
const id = "urn:zigbee:0x00158d0000000001";

const partsOf = async (definition: DeviceDefinition): Promise<readonly ZigbeePart[]> =>
  (await describeDevice(definition, address, id)).parts;

/** The only part, after its mapping was compiled and its description judged. */
async function partOf(definition: DeviceDefinition): Promise<ZigbeePart> {
  const [part, ...others] = await partsOf(definition);
  expect(others).toEqual([]);
  expect(validateThingDescription(part!.southbound)).toEqual([]);
  compileMapping(part!.southbound, part!.model);
  return part!;
}

const offers = ({ model }: ZigbeePart): readonly string[] =>
  Object.keys({ ...model.properties, ...model.actions, ...model.events });

/** What a published value is as a property of the Thing. */
async function reads(part: ZigbeePart, name: string, state: object): Promise<unknown> {
  const { sources } = compileMapping(part.southbound, part.model);
  const feeds = sources.flatMap((source) => source.feeds);
  const feed = feeds.find(({ target }) => target.kind === "property" && target.name === name)!;
  return feed.conversion.read(state, { vendor: state, model: {} });
}

/** What is set at the device for a value of the Thing. */
const writes = async (part: ZigbeePart, name: string, value: unknown): Promise<unknown> =>
  compileMapping(part.southbound, part.model).writers.get(name)!.conversion.write(value, { vendor: {}, model: {} });

describe("a described device", () => {
  it("is a colour light when it has colours, and keeps what is its own", async () => {
    const part = await partOf(bulb);
    expect(part.modelName).toBe("colour-light");
    expect(part.plain.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "action effect",
      "property power_on_behavior",
    ]);
    expect(await reads(part, "brightness", { brightness: 127 })).toBe(50);
    expect(await reads(part, "colorTemperature", { color_temp: 250 })).toBe(4000);
    expect(await writes(part, "on", true)).toEqual({ state: "ON" });
    expect(await writes(part, "colorXy", { x: 0.3, y: 0.4 })).toEqual({ color: { x: 0.3, y: 0.4 } });
  });

  it("takes its limits from what can be set", async () => {
    const part = await partOf(bulb);
    const { limits } = compileMapping(part.southbound, part.model).writers.get("colorTemperature")!.conversion;
    expect(limits).toEqual({ minimum: 2000, maximum: 6536 });
  });

  it("is asked only for what the common API needs, as each question is a radio message", async () => {
    const part = await partOf(bulb);
    const forms = part.southbound.properties!.state!.forms as unknown as readonly Record<string, unknown>[];
    expect(forms[0]!["tw:requestPayload"]).toEqual({ state: "", brightness: "", color_temp: "", color: "" });
  });

  it("is one Thing for each channel, which has what belongs to its endpoint", async () => {
    const [first, second] = await partsOf(relay);
    expect([first!.modelName, second!.modelName]).toEqual(["switch", "switch"]);
    expect([first!.id, second!.id]).toEqual([id, `${id}:l2`]);
    expect([first!.title, second!.title]).toEqual(["hall/device", "hall/device l2"]);
    expect(offers(first!)).toContain("power");
    expect(second!.plain.map(({ name }) => name)).toEqual(["countdown_l2"]);
    expect(await writes(second!, "on", false)).toEqual({ state_l2: "OFF" });
  });

  it("always heats when it is a thermostat without modes", async () => {
    const part = await partOf(valve);
    expect(part.modelName).toBe("thermostat");
    expect(await reads(part, "mode", { local_temperature: 20 })).toBe("heat");
    expect(await reads(part, "child_lock", { child_lock: "LOCK" })).toBe(true);
    expect(await writes(part, "child_lock", false)).toEqual({ child_lock: "UNLOCK" });
  });

  it("keeps its own word beside that of the common API where that tells less", async () => {
    const part = await partOf(splitUnit);
    expect(await reads(part, "mode", { system_mode: "dry" })).toBe("cool");
    expect(await reads(part, "system_mode", { system_mode: "dry" })).toBe("dry");
    expect(await writes(part, "mode", "cool")).toEqual({ system_mode: "cool" });
    expect(part.model.properties!.mode).toMatchObject({ enum: ["off", "heat", "cool"] });
  });

  it("is a blind when it has a position and can be stopped", async () => {
    const part = await partOf(shutter);
    expect(part.modelName).toBe("blind");
    expect(await reads(part, "moving", { moving: "UP" })).toBe("opening");
    const { invokers } = compileMapping(part.southbound, part.model);
    expect(await invokers.get("stop")!.payload(undefined, { vendor: undefined, model: {} })).toEqual({ state: "STOP" });
  });

  it("is open when its contact is not closed", async () => {
    const part = await partOf(door);
    expect(part.modelName).toBe("contact-sensor");
    expect([await reads(part, "open", { contact: true }), await reads(part, "open", { contact: false })]).toEqual([
      false,
      true,
    ]);
    expect(await reads(part, "temperature", { temperature: 21.5 })).toBe(21.5);
    // The voltage of what measures no power is that of a battery.
    expect(part.model.properties!.voltage).toMatchObject({ unit: "qudtUnit:MilliV" });
  });

  it("warns by an event too when it is a smoke sensor", async () => {
    const part = await partOf(smoke);
    expect(part.modelName).toBe("smoke-sensor");
    expect(offers(part)).toEqual(expect.arrayContaining(["smoke", "alarm", "battery"]));
  });

  it("has an event for its buttons, with each press", async () => {
    const part = await partOf(remote);
    expect(part.modelName).toBeUndefined();
    expect(part.model.title).toBe("Example REMOTE-1");
    const { sources } = compileMapping(part.southbound, part.model);
    const message = sources.find(({ kind }) => kind === "event")!;
    expect(message.feeds[0]!.target).toMatchObject({ kind: "event", name: "action", onChange: false });
  });

  it("knows nothing of what is not known yet", async () => {
    const part = await partOf(door);
    expect(await reads(part, "open", { contact: null })).toBeUndefined();
  });

  it("gives another name to what the common API has for something else", async () => {
    const { exposes } = valve;
    const own = { type: "text", name: "mode", property: "mode", access: 1 };
    const part = await partOf({ ...valve, exposes: [...exposes, own, { ...own, property: "device_mode", name: "x" }] });
    expect(part.plain.map(({ name }) => name)).toEqual(["child_lock", "device_mode", "device_device_mode"]);
  });

  it.each([
    ["no list", {}],
    ["entries that are none", [null, 3, { type: 7 }, {}]],
    ["a depth without end", [deep(50)]],
    [
      "too many entries",
      Array.from({ length: 3000 }, (_, i) => ({ type: "numeric", name: `n${i}`, property: `n${i}`, access: 1 })),
    ],
  ])("has a problem, and no failure, where its exposes are %s", async (_, exposes) => {
    const { problems } = await describeDevice({ vendor: "V", model: "M", exposes }, address, id);
    expect(problems).not.toEqual([]);
  });

  it("says what of it can be neither read nor set", async () => {
    const mute = { type: "text", name: "mute", property: "mute", access: 0 };
    const { problems } = await describeDevice({ ...smoke, exposes: [...smoke.exposes, mute] }, address, id);
    expect(problems).toEqual(["mute: can be neither read nor set"]);
  });

  it.each(["__proto__", "constructor", "prototype"])("has a problem with a member that is called %s", async (name) => {
    const odd = { type: "binary", name, property: name, access: 1, value_on: 1, value_off: 0 };
    const { parts, problems } = await describeDevice({ ...smoke, exposes: [...smoke.exposes, odd] }, address, id);
    expect(problems).toEqual(["exposes/2: a name that no document may have"]);
    expect(parts.map(({ modelName }) => modelName)).toEqual(["smoke-sensor"]);
  });
});

function deep(levels: number): object {
  return levels === 0
    ? { type: "text", name: "end", property: "end", access: 1 }
    : { type: "composite", name: "c", property: "c", access: 1, features: [deep(levels - 1)] };
}

it("a written value is read again as it was, within the model's step", async () => {
  for (const definition of [bulb, door, relay, remote, shutter, smoke, splitUnit, valve]) {
    for (const { southbound, model } of await partsOf(definition)) {
      expect(await findLosses(compileMapping(southbound, model), model)).toEqual([]);
    }
  }
});
