import { isDeepStrictEqual } from "node:util";
import { recordedNames } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BridgedRecording, type BridgedSubject, bridgedRecording, valueIn } from "../support/bridged-recording.js";

interface Case extends BridgedSubject {
  /** Values that the device has at first. */
  readonly first: Readonly<Record<string, unknown>>;
  /** Something that happens at the device, and what is to be seen of it. */
  readonly cue: readonly [cue: string, property: string, value: unknown];
  /** A value to write, and what the device remembers then. */
  readonly writes: readonly (readonly [property: string, value: unknown, state: object])[];
}

const gen1 = (DEVICE: string) => ({ DEVICE, CHANNEL: "0" });
const zigbee = (NAME: string) => ({ BASE: "zigbee2mqtt", NAME });
const blue = { x: 0.15, y: 0.06 };

const cases: readonly Case[] = [
  {
    device: "tasmota/plug",
    model: "plug",
    placeholders: { TOPIC: "desk/plug" },
    first: { on: false, power: 0, energy: 3.185, voltage: 231, current: 0, powerFactor: 0 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { power: "ON" }],
      ["on", false, { power: "OFF" }],
    ],
  },
  {
    device: "tasmota/energy-meter",
    model: "electricity-meter",
    placeholders: { TOPIC: "plug" },
    first: { power: 0, energy: 3.185, voltage: 231, current: 0, powerFactor: 0 },
    cue: ["load", "power", 60],
    writes: [],
  },
  {
    device: "tasmota/colour-bulb",
    model: "colour-light",
    placeholders: { TOPIC: "bulb" },
    first: { on: false, brightness: 50, colorTemperature: 4000 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { power: "ON" }],
      ["brightness", 30, { dimmer: 30 }],
      ["colorXy", blue, { hue: 240, saturation: 100, dimmer: 30 }],
      ["colorTemperature", 2500, { ct: 400 }],
    ],
  },
  {
    device: "tasmota/climate-sensor",
    model: "climate-sensor",
    placeholders: { TOPIC: "sensor", SENSOR: "SI7021" },
    first: { temperature: 21.5, relativeHumidity: 45.2 },
    cue: ["warm", "temperature", 24.1],
    writes: [],
  },
  {
    device: "shelly/gen1-plug",
    model: "plug",
    placeholders: gen1("shellyplug-s-3C61A1"),
    first: { on: false, power: 0, energy: 0.07 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { relay: "on" }],
      ["on", false, { relay: "off" }],
    ],
  },
  {
    device: "shelly/gen1-dimmer",
    model: "dimmable-light",
    placeholders: gen1("shellydimmer2-D3EF12"),
    first: { on: false, brightness: 49, power: 0 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { ison: true }],
      ["brightness", 30, { brightness: 30 }],
    ],
  },
  {
    device: "shelly/gen1-rgbw",
    model: "colour-light",
    placeholders: gen1("shellyrgbw2-11ABD9"),
    first: { on: false, brightness: 80, colorXy: { x: 0.6401, y: 0.33 } },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { ison: true }],
      ["brightness", 30, { gain: 30 }],
      ["colorXy", blue, { red: 0, green: 0, blue: 255 }],
    ],
  },
  {
    device: "shelly/gen2-plug",
    model: "plug",
    placeholders: { TOPIC: "shellyplusplugs-b0b21c0e1a2c", CHANNEL: 0 },
    first: { on: false, power: 0, energy: 1.2345, voltage: 231.2, current: 0 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { output: true }],
      ["on", false, { output: false }],
    ],
  },
  {
    device: "shelly/gen2-cover",
    model: "blind",
    placeholders: { TOPIC: "shellyplus2pm-c049ef8a1b20", CHANNEL: 0 },
    first: { position: 0, moving: "stopped" },
    cue: ["obstruct", "position", 21],
    writes: [["position", 70, { target_pos: 70, state: "opening" }]],
  },
  {
    device: "zigbee2mqtt/colour-bulb",
    model: "colour-light",
    placeholders: zigbee("hall/bulb"),
    first: { on: false, brightness: 50, colorTemperature: 4000, colorXy: { x: 0.3804, y: 0.3767 } },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { device: { state: "ON" } }],
      ["brightness", 30, { device: { brightness: 76 } }],
      ["colorXy", blue, { device: { color: blue, color_mode: "xy" } }],
      ["colorTemperature", 2500, { device: { color_temp: 400, color_mode: "color_temp" } }],
    ],
  },
  {
    device: "zigbee2mqtt/thermostat",
    model: "thermostat",
    placeholders: { ...zigbee("valve"), SETPOINT: "current_heating_setpoint" },
    first: {
      roomTemperature: 20.5,
      targetTemperature: 21,
      mode: "auto",
      status: "heating",
      heatingDemand: 40,
      battery: 87,
    },
    cue: ["warm", "roomTemperature", 22.5],
    writes: [
      ["targetTemperature", 18.5, { device: { current_heating_setpoint: 18.5 } }],
      ["mode", "off", { device: { system_mode: "off" } }],
    ],
  },
  {
    device: "zigbee2mqtt/cover",
    model: "blind",
    placeholders: zigbee("blind"),
    first: { position: 0, moving: "stopped" },
    cue: ["pull", "position", 30],
    writes: [["position", 70, { target: 70, device: { moving: "UP" } }]],
  },
  {
    device: "zigbee2mqtt/climate-sensor",
    model: "climate-sensor",
    placeholders: zigbee("sensor"),
    first: { temperature: 21.5, relativeHumidity: 45.2, battery: 91 },
    cue: ["warm", "temperature", 24.1],
    writes: [],
  },
  {
    device: "homie/dimmable-light",
    model: "dimmable-light",
    placeholders: { BASE: "homie/5", DEVICE: "kitchen-light", NODE: "light" },
    first: { on: false, brightness: 40 },
    cue: ["press", "on", true],
    writes: [
      ["on", true, { power: "true" }],
      ["brightness", 70, { brightness: "70" }],
    ],
  },
  {
    device: "sparkplug/vav-box",
    model: "vav-box",
    placeholders: { GROUP: "plant", EDGE_NODE: "floor-2", DEVICE: "vav-7" },
    first: {
      airFlow: 250,
      airFlowSetpoint: 300,
      damper: 42,
      roomTemperature: 21.5,
      targetTemperature: 22,
      occupied: true,
    },
    cue: ["leave", "occupied", false],
    writes: [
      ["airFlowSetpoint", 450, { airFlowSetpoint: 450 }],
      ["targetTemperature", 19.5, { temperatureSetpoint: 19.5 }],
    ],
  },
  {
    device: "homie/thermostat",
    model: "thermostat",
    placeholders: { BASE: "homie", DEVICE: "hall", NODE: "thermostat" },
    first: { roomTemperature: 20.5, relativeHumidity: 45.2, targetTemperature: 21, mode: "auto" },
    cue: ["press", "roomTemperature", 22.5],
    writes: [
      ["targetTemperature", 18.5, { setpoint: "18.5" }],
      ["mode", "heat", { mode: "heat" }],
    ],
  },
];

const unavailable = expect.objectContaining({ code: "WOT_UNAVAILABLE" });

it("has a case for each recording", () => {
  expect(cases.map(({ device }) => device).sort()).toEqual([...recordedNames].sort());
});

let running: BridgedRecording;
afterEach(() => running?.[Symbol.asyncDispose]());

/** Until every property has been heard of: of what cannot be asked for, the broker's retained message. */
const known = (names: Iterable<string>) =>
  vi.waitFor(async () => {
    for (const name of names) await running.bridge.device.read(name);
  });

describe.each(cases)("$device as $model", (subject) => {
  const { first, cue, writes } = subject;
  const [happening, property, value] = cue;

  beforeEach(async () => {
    running = await bridgedRecording(subject);
    await known(Object.keys(first));
  });

  it("is read and observed", async () => {
    const { player, thing } = running;
    for (const [name, expected] of Object.entries(first)) expect(await thing.read(name), name).toEqual(expected);
    const observation = thing.observe(property);
    const heard = valueIn(observation, (one) => isDeepStrictEqual(one, value));
    await observation.ready;
    player.cue(happening);
    expect(await heard).toEqual(value);
    expect(await thing.read(property)).toEqual(value);
  });

  it.runIf(writes.length > 0)("takes every value that can be written, and is read so", async () => {
    const { player, thing } = running;
    for (const [name, written, state] of writes) {
      await thing.write(name, written);
      await vi.waitFor(() => expect(player.state).toMatchObject(state));
      running.clock.advance(2000); // A blind takes its time.
      await vi.waitFor(async () => expect(await thing.read(name)).toEqual(written));
    }
    const writable = Object.entries(running.bridge.thing.description.properties ?? {}).filter(
      ([, one]) => !one.readOnly,
    );
    expect(new Set(writes.map(([name]) => name))).toEqual(new Set(writable.map(([name]) => name)));
  });

  it("is away while its device or its hub is, and back with it", async () => {
    const { player, bridge } = running;
    player.faults.enable("offline");
    await vi.waitFor(() => expect(bridge.device.isAvailable).toBe(false));
    await expect(async () => bridge.device.read(property)).rejects.toEqual(unavailable);
    player.faults.disable("offline");
    await vi.waitFor(() => expect(bridge.device.isAvailable).toBe(true));
    await vi.waitFor(async () => expect(await bridge.device.read(property)).toEqual(first[property]));
  });

  it("gives nobody garbage, and goes on when the device talks sense again", async () => {
    const { player, bridge } = running;
    player.faults.enable("garbage");
    player.cue(happening);
    player.faults.disable("garbage");
    player.cue(happening);
    await vi.waitFor(async () => expect(await bridge.device.read(property)).toEqual(value));
  });
});

describe("what some of them can besides", () => {
  const started = async (device: string) => {
    const subject = cases.find((each) => each.device === device)!;
    running = await bridgedRecording(subject);
    await known(Object.keys(subject.first));
    return running;
  };

  it.each(["shelly/gen2-cover", "zigbee2mqtt/cover"])("%s moves, and stops where it is told to", async (device) => {
    const { clock, thing, bridge } = await started(device);
    const told = (name: string, value: unknown) =>
      vi.waitFor(() => expect(bridge.device.lastKnown(name)).toMatchObject({ value }));
    await thing.write("position", 70);
    await told("moving", "opening");
    clock.advance(2000);
    await told("moving", "stopped");
    expect(await thing.read("position")).toBe(70);
    await thing.write("position", 10);
    await told("moving", "closing");
    await thing.invoke("stop");
    await told("position", 37);
    expect(await thing.read("moving")).toBe("stopped");
  });

  it("a Shelly cover tells that something is in its way", async () => {
    const { player, thing } = await started("shelly/gen2-cover");
    const events = thing.subscribe("obstructed");
    const heard = valueIn(events, () => true);
    await events.ready;
    player.cue("obstruct");
    expect(await heard).toBe(21);
  });

  it.each([
    ["tasmota/plug", { blinks: true }],
    ["tasmota/colour-bulb", { blinks: true }],
    ["zigbee2mqtt/colour-bulb", { effect: "blink" }],
  ])("%s shows itself", async (device, state) => {
    const { player, thing } = await started(device);
    await thing.invoke("identify");
    await vi.waitFor(() => expect(player.state).toMatchObject(state));
    expect(await thing.read("on")).toBe(false);
  });

  it.each(["", " (legacy)"])("a Zigbee lamp that leaves is away though its hub is there%s", async (how) => {
    const { player, bridge } = await started("zigbee2mqtt/colour-bulb");
    player.cue(`leave${how}`);
    await vi.waitFor(() => expect(bridge.device.isAvailable).toBe(false));
    await expect(bridge.device.write("on", true)).rejects.toEqual(unavailable);
    player.cue(`return${how}`);
    await vi.waitFor(() => expect(bridge.device.isAvailable).toBe(true));
    expect(await bridge.device.read("on")).toBe(false);
  });

  it("a Tasmota lamp keeps its colour's brightness when it is told another", async () => {
    const { player, thing } = await started("tasmota/colour-bulb");
    await thing.write("brightness", 12);
    await thing.write("colorXy", { x: 0.64, y: 0.33 });
    expect(player.state).toMatchObject({ hue: 0, saturation: 100, dimmer: 12 });
  });

  it("a Shelly that refuses is told from one that is away, and its reason is quoted", async () => {
    const { player, bridge } = await started("shelly/gen2-cover");
    player.cue("lose calibration");
    await expect(bridge.device.write("position", 70)).rejects.toMatchObject({
      code: "WOT_REMOTE",
      message: expect.stringMatching(/^the device refused the request: ".*Not calibrated!.*"$/),
      cause: { message: expect.stringContaining("Not calibrated!") },
    });
    expect(await bridge.device.read("position")).toBe(0);
  });
});
