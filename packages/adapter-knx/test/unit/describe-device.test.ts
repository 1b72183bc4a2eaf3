import { checkExamples, type MappingExamples } from "@thingwright/mapping";
import { parseThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type AssignedDevice, assignProject, describeDevice, type Role } from "../../src/index.js";
import { projectOf } from "../support/projects.js";

/** A device of addresses that are made up: their types by role. */
async function partOf(kind: AssignedDevice["kind"], types: Partial<Record<Role, string>>, more: object = {}) {
  const addresses = Object.fromEntries(Object.keys(types).map((role, index) => [role, `1/0/${index + 1}`]));
  const datapointTypes = Object.fromEntries(Object.values(types).map((type, index) => [`1/0/${index + 1}`, type]));
  const device: AssignedDevice = { key: "x", name: "X", kind, addresses, datapointTypes, ...more };
  const { devices, problems } = assignProject(projectOf([]), [device]);
  expect(problems).toEqual([]);
  const part = await describeDevice(devices[0]!, { bus: "knx://192.0.2.7:3671", id: "urn:knx:test" });
  expect(parseThingDescription(part.southbound)).toMatchObject({ ok: true });
  return part;
}

const none: MappingExamples = { reads: [], writes: [], invocations: [] };
const from = (index: number): string => `properties/1/0/${index}`;

type Row = readonly [
  what: string,
  kind: AssignedDevice["kind"],
  types: Partial<Record<Role, string>>,
  modelName: string | undefined,
  examples: Partial<MappingExamples>,
  more?: object,
];

const purple = { red: 128, green: 0, blue: 255 };
const valid = { redValid: true, greenValid: true, blueValid: true, whiteValid: true };

const rows: readonly Row[] = [
  [
    "a lamp of red, green and blue",
    "light",
    { switch: "1.001", brightness: "5.001", colour: "232.600" },
    "colour-light",
    {
      reads: [{ source: from(3), vendor: { red: 255, green: 0, blue: 0 }, model: { colorXy: { x: 0.6401, y: 0.33 } } }],
      writes: [
        { property: "colorXy", model: { x: 0.64, y: 0.33 }, outlet: from(3), vendor: { red: 255, green: 0, blue: 0 } },
      ],
    },
  ],
  [
    "a lamp of red, green, blue and white",
    "light",
    { switch: "1.001", brightness: "5.001", colour: "251.600" },
    "colour-light",
    {
      reads: [
        {
          source: from(3),
          vendor: { red: 100, green: 0, blue: 0, white: 0, ...valid },
          model: { colorXy: { x: 0.6401, y: 0.33 } },
        },
      ],
      writes: [
        {
          property: "colorXy",
          model: { x: 0.64, y: 0.33 },
          outlet: from(3),
          vendor: { red: 100, green: 0, blue: 0, white: 0, ...valid },
        },
      ],
    },
  ],
  [
    "a lamp that speaks of colours as the models do",
    "light",
    { switch: "1.001", brightness: "5.001", colour: "242.600" },
    "colour-light",
    {
      reads: [
        {
          source: from(3),
          vendor: { x: 0.3, y: 0.4, brightness: 50, colourValid: true, brightnessValid: true },
          model: { colorXy: { x: 0.3, y: 0.4 } },
        },
      ],
      writes: [
        {
          property: "colorXy",
          model: { x: 0.3, y: 0.4 },
          outlet: from(3),
          vendor: { x: 0.3, y: 0.4, brightness: 0, colourValid: true, brightnessValid: false },
        },
      ],
    },
  ],
  [
    "a lamp of hue and saturation",
    "light",
    {
      switch: "1.001",
      brightness: "5.001",
      hue: "5.003",
      saturation: "5.001",
      hueStatus: "5.003",
      saturationStatus: "5.001",
    },
    "colour-light",
    {
      reads: [{ source: from(5), vendor: 0, with: { "1/0/6": 100 }, model: { colorXy: { x: 0.6401, y: 0.33 } } }],
      writes: [
        {
          property: "colorXy",
          model: { x: 0.64, y: 0.33 },
          outlet: from(3),
          vendor: 0,
          further: [{ outlet: from(4), vendor: 100 }],
        },
      ],
    },
  ],
  [
    "a lamp of warm and cold white",
    "light",
    { switch: "1.001", brightness: "5.001", colourTemperature: "7.600" },
    "tunable-white-light",
    { reads: [{ source: from(3), vendor: 2700, model: { colorTemperature: 2700 } }] },
  ],
  [
    "a lamp that has no address to switch it",
    "light",
    { brightness: "5.001" },
    "dimmable-light",
    {
      reads: [{ source: from(1), vendor: 40, model: { on: true, brightness: 40 } }],
      writes: [{ property: "on", model: true, outlet: from(1), vendor: 100 }],
    },
  ],
  [
    "a blind that stops by 0",
    "blind",
    { move: "1.008", stop: "1.010", position: "5.001", slats: "5.001" },
    "blind",
    {
      reads: [
        { source: from(3), vendor: 100, model: { position: 0 } },
        { source: from(4), vendor: 0, model: { tilt: 100 } },
      ],
      writes: [{ property: "position", model: 75, outlet: from(3), vendor: 25 }],
      invocations: [
        { action: "stop", outlet: "actions/stop 1/0/2", vendor: false },
        { action: "open", outlet: "actions/open 1/0/1", vendor: false },
        { action: "close", outlet: "actions/close 1/0/1", vendor: true },
      ],
    },
  ],
  [
    "a blind without a position",
    "blind",
    { move: "1.008", stop: "1.007" },
    undefined,
    { invocations: [{ action: "stop", outlet: "actions/stop 1/0/2", vendor: true }] },
  ],
  [
    "a heating that cools",
    "climate",
    { temperature: "9.001", setpoint: "9.001", heatCool: "1.100", window: "1.019", valveSwitch: "1.001" },
    "thermostat",
    {
      reads: [
        { source: from(3), vendor: true, model: { mode: "heat" } },
        { source: from(4), vendor: true, model: { windowOpen: true } },
        { source: from(5), vendor: true, model: { status: "heating" } },
      ],
      writes: [{ property: "mode", model: "cool", outlet: from(3), vendor: false }],
    },
  ],
  [
    "a climate with a mode",
    "climate",
    { temperature: "9.001", setpoint: "9.001", controlMode: "20.105", hvacMode: "20.102" },
    "thermostat",
    {
      reads: [
        { source: from(3), vendor: "night-purge", model: { mode: "cool" } },
        { source: from(4), vendor: "comfort", model: { hvacMode: "comfort" } },
      ],
      writes: [{ property: "mode", model: "off", outlet: from(3), vendor: "off" }],
    },
  ],
  [
    "a contact that says 0 when it is open",
    "sensor",
    { contact: "1.009" },
    "contact-sensor",
    { reads: [{ source: from(1), vendor: false, model: { open: true } }] },
  ],
  [
    "a detector of smoke",
    "sensor",
    { smoke: "1.005" },
    "smoke-sensor",
    { reads: [{ source: from(1), vendor: true, model: { smoke: true }, events: [{ name: "alarm", data: "smoke" }] }] },
  ],
  [
    "a meter",
    "sensor",
    { power: "9.024", energy: "13.010", voltage: "9.020" },
    "electricity-meter",
    {
      reads: [
        { source: from(1), vendor: 1.5, model: { power: 1500 } },
        { source: from(2), vendor: 2500, model: { energy: 2.5 } },
        { source: from(3), vendor: 230_000, model: { voltage: 230 } },
      ],
    },
  ],
  [
    "a socket that measures",
    "socket",
    { switch: "1.001", switchStatus: "1.001", power: "14.056" },
    "plug",
    { writes: [{ property: "on", model: true, outlet: from(1), vendor: true }] },
  ],
  [
    "scenes that are recalled and stored by number",
    "scene",
    { scene: "18.001" },
    undefined,
    {
      invocations: [
        { action: "recall", input: 4, outlet: "actions/recall 1/0/1", vendor: { learn: false, scene: 4 } },
        { action: "store", input: 4, outlet: "actions/store 1/0/1", vendor: { learn: true, scene: 4 } },
      ],
    },
  ],
  [
    "one scene",
    "scene",
    { scene: "17.001" },
    undefined,
    { invocations: [{ action: "recall", outlet: "actions/recall 1/0/1", vendor: 7 }] },
    { scene: 7 },
  ],
];

describe("a device", () => {
  const named = rows.map((row) => [row[0], row] as const);
  it.each(named)("that is %s is that in words of the common API", async (_, row) => {
    const [, kind, types, modelName, examples, more] = row;
    const part = await partOf(kind, types, more);
    expect(part.modelName).toBe(modelName);
    expect(await checkExamples(part.southbound, part.model, { ...none, ...examples })).toEqual([]);
  });

  it("has all of its colours within its gamut", async () => {
    const part = await partOf("light", { switch: "1.001", brightness: "5.001", colour: "232.600" });
    const reads = [{ source: from(3), vendor: purple, model: {} }];
    const [mismatch] = await checkExamples(part.southbound, part.model, { ...none, reads });
    expect(mismatch?.actual).toMatchObject({ model: { colorXy: { x: expect.any(Number), y: expect.any(Number) } } });
  });

  it("has Forms that say what is known of its addresses", async () => {
    const { southbound } = await partOf("light", { switch: "1.001", switchStatus: "1.001" });
    expect(southbound.properties).toMatchObject({
      "1/0/1": {
        writeOnly: true,
        forms: [
          {
            href: "knx://192.0.2.7:3671/1/0/1",
            op: ["writeproperty"],
            "knxv:datapointType": "1.001",
            "knxv:status": "1/0/2",
          },
        ],
      },
      "1/0/2": { readOnly: true, observable: true, "map:serves": [{ "map:property": "on", "map:via": "1/0/1" }] },
    });
  });
});
